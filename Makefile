# Hai lệnh trên máy mới: make demo, make test. Cần python3 (từ 3.11), pip và make.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: help demo test lint docs wheel-test windows-test offline faults bench mutants mutants-all lock clean

help: ## liệt kê các lệnh
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

demo: .venv/demo.stamp ## cài đặt rồi lập báo cáo năm 2023 của xã mẫu
	$(BIN)/cchc build 2023

test: lint ## cài đặt rồi kiểm tra mã nguồn và chạy mọi phép thử
	$(BIN)/pytest -n auto

lint: .venv/dev.stamp ## chỉ kiểm tra mã nguồn
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/mypy --platform win32 --cache-dir .mypy_cache/win32
	$(BIN)/mypy --platform darwin --cache-dir .mypy_cache/darwin
	$(BIN)/lint-imports
	$(BIN)/pytest -n 0 tests/test_hand.py

docs: .venv/dev.stamp ## viết lại các trang tài liệu lấy từ mã nguồn
	$(BIN)/python docs/make_reference.py

wheel-test: .venv/dev.stamp ## cài gói đã dựng vào chỗ trống, không có mạng, rồi chạy thử
	$(BIN)/pytest offline -n 0

windows-test: .venv/dev.stamp ## chạy thử như trên Windows, bằng Python cho Windows trong wine
	$(BIN)/python -m windows.set_up
	$(BIN)/pytest windows -n 2

offline: .venv/dev.stamp ## gom thư mục cài đặt cho máy không có mạng (dist/cchc-offline.zip)
	$(BIN)/python offline/build_folder.py

faults: .venv/dev.stamp ## dừng đột ngột lệnh batch 100 lần, xem có mất gì không
	$(BIN)/python benchmarks/faults.py

bench: .venv/dev.stamp ## đo tốc độ
	$(BIN)/python benchmarks/run.py

mutants: .venv/dev.stamp ## đổi thử từng chỗ trong mã (mẫu 400 chỗ, tối đa 30 phút), xem phép thử có nhận ra
	nice $(BIN)/python -m benchmarks.mutants

mutants-all: .venv/dev.stamp ## như trên, mọi chỗ (vài giờ)
	nice $(BIN)/python -m benchmarks.mutants --all

# The versions are pinned with hashes, for Linux, macOS and Windows and Python 3.11 to 3.13; the extra two build the package itself.
LOCK := printf 'hatchling>=1.27\neditables>=0.5\n' | uv pip compile pyproject.toml - --quiet --upgrade --universal \
	--python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: ## nâng các phiên bản đã ghim (cần uv)
	$(LOCK) --extra app --output-file requirements.txt
	$(LOCK) --extra dev --output-file requirements-dev.txt

clean: ## xóa những gì các lệnh trên tạo ra
	rm -rf .venv .cache out sample_data/*/out dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find cchc_report tests benchmarks sample_data -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

.venv/bin/python:
	$(PYTHON) -m venv .venv

.venv/demo.stamp: requirements.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements-dev.txt pyproject.toml | .venv/bin/python
	$(PIP) --require-hashes -r requirements-dev.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@
