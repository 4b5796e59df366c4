@echo off
chcp 65001 >nul
setlocal DisableDelayedExpansion
title cchc build
pushd "%~dp0"
rem Only a cchc of the PATH is started, never one that lies in this folder
set "CCHC="
for %%C in (cchc.exe cchc.cmd) do if not defined CCHC set "CCHC=%%~$PATH:C"
if not defined CCHC goto missing
if not "%~1"=="" goto dropped

rem A double click: ask for the period, with the latest year of this folder as the answer to Enter
set "LATEST="
for %%F in (20??.xlsx 20??.xlsm 20??.xlsb 20??.xls 20??.ods) do call :take_later "%%~nF"
for /d %%F in (20??) do call :take_later "%%~nF"
if not defined LATEST set "LATEST={year}"
set "PERIOD=%LATEST%"
echo Kỳ báo cáo: %LATEST% (cả năm), %LATEST%-Q1 (quý I), %LATEST%-6M (6 tháng), %LATEST%-9M (9 tháng).
set "ANSWER="
set /p "ANSWER=Gõ kỳ báo cáo rồi bấm Enter; bấm Enter ngay để chọn %LATEST%: "
if defined ANSWER set "ANSWER=%ANSWER:"=%"
rem Nothing but blanks is as good as Enter alone
if not "%ANSWER%" lss "!" set "PERIOD=%ANSWER%"
set WORDS=build "%PERIOD%" --open
call :run
goto end

:dropped
rem A workbook or folder named after its year, else a workbook in such a folder
set "PERIOD=%~n1"
set "FOLDER=%~dp1."
call :look_at_name
if defined IS_YEAR goto build_dropped
for %%F in ("%FOLDER%") do set "PERIOD=%%~nF"
set "FOLDER=%~dp1.."

:build_dropped
set WORDS=build "%PERIOD%" --data "%FOLDER%" --open
call :run
goto end

:run
rem Called without words, so that no second reading takes the %% out of names. cchc may be a .cmd: it ends this part, not the whole
"%CCHC%" %WORDS%
exit /b

:take_later
set "PERIOD=%~1"
call :look_at_name
if defined IS_YEAR if "%PERIOD%" gtr "%LATEST%" set "LATEST=%PERIOD%"
exit /b

:look_at_name
rem Is PERIOD a year: 20 and two more digits?
set "IS_YEAR="
if not "%PERIOD:~0,2%"=="20" exit /b
if "%PERIOD:~3,1%"=="" exit /b
if not "%PERIOD:~4%"=="" exit /b
set "IS_YEAR=1"
for /f "delims=0123456789" %%X in ("%PERIOD%") do set "IS_YEAR="
exit /b

:missing
echo Máy này chưa cài chương trình cchc. Hãy nhờ cán bộ công nghệ thông tin cài đặt rồi chạy lại.

:end
popd
echo.
pause
