"""Sentences of real reports: those that name the report's own time, or another on purpose, and those that were copied."""

import pytest

from cchc_report.form.period_mentions import not_yet_coming, other_periods
from cchc_report.ground.periods import parse_period

RIGHT = [
    ("2023", "Dự toán ngân sách năm 2024 đã được giao đến từng bộ phận."),
    ("2023", "Kế hoạch cải cách hành chính năm 2024 đã được ban hành trong tháng 12."),
    ("2023", "Năm 2024, xã tiếp tục duy trì hệ thống quản lý chất lượng."),
    ("2023", "Trong năm 2024 phấn đấu không có hồ sơ quá hạn."),
    ("2023", "Nghị quyết Đại hội Đảng bộ xã nhiệm kỳ 2020-2025."),
    ("2023", "Trong năm học 2023-2024, xã có ba trường đạt chuẩn."),
    ("2023", "Trong năm học 2022-2023, các trường đã tuyển sinh trực tuyến."),
    ("2023", "Thực hiện Luật Tổ chức chính quyền địa phương năm 2015."),
    ("2023", "Theo Bộ luật Dân sự năm 2015 và Luật Đất đai năm 2013, xã đã giải quyết hồ sơ."),
    ("2023", "Quy chế làm việc của Ủy ban nhân dân xã nhiệm kỳ 2021-2026."),
    ("2023", "Tính đến hết năm 2023, xã đã số hóa 90% hồ sơ hộ tịch."),
    ("2023", "Đến nay, 100% thôn có Tổ công nghệ số cộng đồng."),
    ("2023", "Tỷ lệ hồ sơ đúng hẹn tăng 2% so với cùng kỳ năm 2022."),
    ("2023", "Số hồ sơ trực tuyến tăng gấp đôi so với năm 2022."),
    ("2023", "So với năm trước, số hồ sơ quá hạn giảm."),
    ("2023", "Năm 2022 chỉ có 300 hồ sơ trực tuyến, năm 2023 đã có 575 hồ sơ."),
    ("2023", "Kế hoạch cải cách hành chính giai đoạn 2021-2025 được triển khai đồng bộ."),
    ("2023", "Chương trình tổng thể cải cách hành chính nhà nước giai đoạn 2021 - 2030."),
    ("2023", "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ."),
    ("2023", "Nghị định số 61/2018/NĐ-CP ngày 23 tháng 4 năm 2018 của Chính phủ về cơ chế một cửa."),
    ("2023", "Công văn số 123/UBND-NV ngày 05 tháng 12 năm 2022 của UBND huyện."),
    ("2023", "Báo cáo quý I, quý II, 6 tháng, quý III và 9 tháng năm 2023 được gửi đúng hạn."),
    ("2023", "Xã đã gửi báo cáo cải cách hành chính quý I năm 2023 đúng hạn."),
    ("2023", "Xã đã nộp Báo cáo 6 tháng đầu năm 2023 trước thời hạn."),
    ("2023", "Hệ thống quản lý chất lượng theo tiêu chuẩn TCVN ISO 9001:2015 được duy trì."),
    ("2023", "Biên chế tinh giản so với năm 2015 là 8%."),
    ("2023", "Năm 2023 UBND xã đã ban hành 706 văn bản các loại."),
    ("2023", "Trong năm 2023, tình hình thực hiện cơ chế một cửa như sau."),
    ("2023", "Xây dựng dự toán ngân sách năm 2024 theo quy định."),
    ("2023", "Xã đã xây dựng kế hoạch cải cách hành chính năm 2024."),
    ("2023", "Phấn đấu đến năm 2025 đạt 80% hồ sơ trực tuyến."),
    ("2023", "Đề án 06 về phát triển ứng dụng dữ liệu dân cư giai đoạn 2022-2025, tầm nhìn đến năm 2030."),
    ("2023", "Kính mong quý cơ quan quan tâm."),
    ("2023", "Từ năm 2020 đến nay, xã không có đơn thư vượt cấp."),
    ("2023", "Từ tháng 6 năm 2022, hồ sơ chứng thực được số hóa."),
    ("2023", "Bộ phận một cửa được sửa chữa trong tháng 3."),
    ("2023", "Trong tháng 12/2023, xã đã kiểm kê tài sản."),
    ("2023", "Đạt chuẩn nông thôn mới nâng cao năm 2022, xã tiếp tục giữ vững các tiêu chí."),
    ("2023-Q4", "Trong quý IV/2023, xã tiếp nhận 300 hồ sơ."),
    ("2023-Q4", "Quý IV năm 2023 không có hồ sơ quá hạn."),
    ("2023-Q1", "Trong quý I năm 2023, xã đã triển khai kế hoạch năm 2023."),
    ("2023-Q1", "Ba tháng đầu năm 2023, xã tiếp nhận 200 hồ sơ."),
    ("2023-Q1", "Trong quý II năm 2023, phấn đấu không có hồ sơ quá hạn."),
    ("2023-6M", "6 tháng đầu năm 2023, xã tiếp nhận 330 hồ sơ."),
    ("2023-6M", "Sáu tháng đầu năm, UBND xã đã ban hành 76 văn bản."),
    ("2023-6M", "Nhiệm vụ 6 tháng cuối năm 2023 là số hóa hồ sơ."),
    ("2023-6M", "So với 6 tháng đầu năm 2022, số hồ sơ tăng 10%."),
    ("2023-6M", "Trong quý I và quý II, xã đã khắc phục các tồn tại."),
    ("2023-9M", "9 tháng đầu năm 2023, xã tiếp nhận 480 hồ sơ."),
    ("2023-9M", "Ba tháng cuối năm 2023, xã tiếp tục số hóa hồ sơ."),
    ("2023-9M", "Qua 9 tháng, các chỉ tiêu đều đạt."),
]
WRONG = [
    ("2023", "Kế hoạch tuyên truyền cải cách hành chính năm 2024 được triển khai đồng bộ."),
    ("2023", "Việc tự kiểm tra năm 2024 được giao cho một đồng chí Phó Chủ tịch theo đúng kế hoạch."),
    ("2023", "Trong năm 2024, UBND xã không ngừng nâng cao chất lượng, đáp ứng yêu cầu nhiệm vụ."),
    ("2023", "Quy chế làm việc của Ủy ban nhân dân xã nhiệm kỳ 2012-2026."),
    ("2023", "Trong năm học 2023-2025, xã có ba trường đạt chuẩn."),
    ("2023", "Kế hoạch giai đoạn 2025-2021 được triển khai."),
    ("2023", "Chín tháng đầu năm 2023 UBND xã không ngừng nâng cao chất lượng."),
    ("2023", "9 tháng đầu năm UBND xã đã ban hành 119 văn bản."),
    ("2023", "Trong 6 tháng đầu năm 2023, xã đã kiểm tra 6 bộ phận."),
    ("2023", "Sáu tháng đầu năm, xã tiếp nhận 330 hồ sơ."),
    ("2023", "6 tháng cuối năm 2023, xã tiếp nhận 330 hồ sơ."),
    ("2023", "Trong quý IV/2023, xã tiếp nhận 300 hồ sơ."),
    ("2023", "Quý III năm 2023 xã không có hồ sơ quá hạn."),
    ("2023", "Năm 2022 UBND xã đã ban hành 706 văn bản."),
    ("2023", "Trong năm 2024, UBND xã đã ban hành 706 văn bản các loại."),
    ("2023", "Xây dựng chương trình công tác năm 2022 của Ủy ban nhân dân xã."),
    ("2023", "Số hồ sơ đã tiếp nhận năm 2021 là 1603 hồ sơ."),
    ("2023", "Kết quả cải cách hành chính năm 2032 có nhiều chuyển biến."),
    ("2023", "Trong năm 2203, xã đã tiếp nhận 1603 hồ sơ."),
    ("2023", "Báo cáo tình hình năm 2013 của xã."),
    ("2023", "Trong tháng 13 năm 2023, xã tiếp nhận 90 hồ sơ."),
    ("2023", "Trong quý V năm 2023, xã đã kiểm tra."),
    ("2023", "11 tháng đầu năm 2023, xã tiếp nhận 1500 hồ sơ."),
    ("2023", "Năm 2022, UBND xã đã ban hành 144 văn bản các loại, gồm 30 quyết định."),
    ("2023", "Văn bản đến trong năm 2020, Văn phòng theo dõi đăng ký công văn đi."),
    ("2023-Q1", "Trong quý II năm 2023, xã tiếp nhận 400 hồ sơ."),
    ("2023-Q1", "6 tháng đầu năm 2023, xã tiếp nhận 400 hồ sơ."),
    ("2023-Q2", "Quý I/2023 xã tiếp nhận 400 hồ sơ."),
    ("2023-Q2", "Trong năm 2022, xã tiếp nhận 400 hồ sơ."),
    ("2023-6M", "9 tháng đầu năm 2023, xã tiếp nhận 480 hồ sơ."),
    ("2023-6M", "Trong quý III/2023, xã tiếp nhận 146 hồ sơ."),
    ("2023-6M", "6 tháng đầu năm 2022, UBND xã đã ban hành 76 văn bản."),
    ("2023-9M", "Sáu tháng đầu năm 2023, xã tiếp nhận 330 hồ sơ."),
    ("2023-9M", "9 tháng đầu năm 2022, xã tiếp nhận 480 hồ sơ."),
]
# Of section IV, which plans what comes.
COMING = [
    ("2023", "Phương hướng, nhiệm vụ cải cách hành chính năm 2024."),
    ("2023", "Phát huy kết quả đạt được của năm 2023, xã tiếp tục số hóa hồ sơ."),
    ("2023", "Khắc phục những tồn tại, hạn chế năm 2023."),
    ("2023", "Năm 2024 phấn đấu cao hơn năm 2023 từ 2% trở lên."),
    ("2023", "Phấn đấu đến năm 2025 đạt 80% hồ sơ trực tuyến."),
    ("2023", "Thực hiện Kế hoạch cải cách hành chính giai đoạn 2021-2025."),
    ("2023-Q1", "Nhiệm vụ trọng tâm quý II năm 2023."),
    ("2023-Q1", "Khắc phục các tồn tại của quý I năm 2023."),
    ("2023-6M", "Nhiệm vụ 6 tháng cuối năm 2023."),
    ("2023-9M", "Nhiệm vụ 3 tháng cuối năm 2023."),
]
NOT_COMING = [
    ("2023", "PHƯƠNG HƯỚNG, NHIỆM VỤ CCHC NĂM 2023."),
    ("2023", "Nhiệm vụ cải cách hành chính năm 2022."),
    ("2023", "Mục tiêu năm 2034 là không có hồ sơ quá hạn."),
    ("2023", "Nhiệm vụ năm 2203."),
    ("2023-Q1", "Nhiệm vụ trọng tâm quý I năm 2023."),
    ("2023-6M", "Nhiệm vụ 6 tháng đầu năm 2023."),
    ("2023-9M", "Nhiệm vụ 9 tháng đầu năm 2023."),
]


@pytest.mark.parametrize(("period", "text"), RIGHT)
def test_a_right_sentence_is_not_spoken_of(period: str, text: str) -> None:
    assert [] == list(other_periods(text, parse_period(period)))


@pytest.mark.parametrize(("period", "text"), WRONG)
def test_a_wrong_sentence_is_told(period: str, text: str) -> None:
    assert 1 <= len(list(other_periods(text, parse_period(period)))) <= 2


@pytest.mark.parametrize(("period", "text"), COMING)
def test_a_plan_for_the_coming_time_is_not_spoken_of(period: str, text: str) -> None:
    assert [] == list(not_yet_coming(text, parse_period(period)))


@pytest.mark.parametrize(("period", "text"), NOT_COMING)
def test_a_plan_for_another_time_is_told(period: str, text: str) -> None:
    assert 1 == len(list(not_yet_coming(text, parse_period(period))))
