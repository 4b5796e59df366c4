@echo off
chcp 65001 >nul
setlocal
title cchc validate
pushd "%~dp0"
where cchc >nul 2>nul
if errorlevel 1 goto missing
rem %* is empty after a double click, and has the files that were dropped on this one
cchc validate --annotate --open %*
goto end

:missing
echo Máy này chưa cài chương trình cchc. Hãy nhờ cán bộ công nghệ thông tin cài đặt rồi chạy lại.

:end
popd
echo.
pause
