@echo off
chcp 65001 >nul
setlocal
title cchc build
pushd "%~dp0"
where cchc >nul 2>nul
if errorlevel 1 goto missing
if not "%~1"=="" goto dropped

rem A double click: ask for the period, with the latest year of this folder as the answer to Enter
set "PERIOD="
for %%F in (20??.xlsx 20??.xlsm 20??.xlsb 20??.xls 20??.ods) do call :take_later "%%~nF"
for /d %%F in (20??) do call :take_later "%%~nF"
if "%PERIOD%"=="" set "PERIOD={year}"
echo Kỳ báo cáo: %PERIOD% (cả năm), %PERIOD%-Q1 (quý I), %PERIOD%-6M (6 tháng), %PERIOD%-9M (9 tháng).
set /p "PERIOD=Gõ kỳ báo cáo rồi bấm Enter; bấm Enter ngay để chọn %PERIOD%: "
cchc build "%PERIOD%" --open
goto end

:dropped
rem A workbook or folder named after its year, else a workbook in such a folder
set "PERIOD=%~n1"
set "FOLDER=%~dp1."
echo %PERIOD%| findstr /r "^20[0-9][0-9]$" >nul
if not errorlevel 1 goto build_dropped
for %%F in ("%FOLDER%") do set "PERIOD=%%~nF"
set "FOLDER=%~dp1.."

:build_dropped
cchc build "%PERIOD%" --data "%FOLDER%" --open
goto end

:take_later
if "%~1" gtr "%PERIOD%" set "PERIOD=%~1"
exit /b

:missing
echo Máy này chưa cài chương trình cchc. Hãy nhờ cán bộ công nghệ thông tin cài đặt rồi chạy lại.

:end
popd
echo.
pause
