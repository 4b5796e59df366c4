# Asks Microsoft Word for a PDF/A of every document in a folder. One start for all; Word's process id is written down first, so
# that a Word that hangs can be ended and no other.
param([Parameter(Mandatory = $true)][string]$Folder)
$ErrorActionPreference = 'Stop'

$before = @(Get-Process -Name WINWORD -ErrorAction SilentlyContinue | ForEach-Object { $_.Id })
$word = New-Object -ComObject Word.Application
try {
    Get-Process -Name WINWORD -ErrorAction SilentlyContinue | Where-Object { $before -notcontains $_.Id } |
        ForEach-Object { $_.Id } | Set-Content -LiteralPath (Join-Path $Folder 'word.pid') -Encoding Ascii
    $word.Visible = $false
    $word.DisplayAlerts = 0             # wdAlertsNone
    $word.AutomationSecurity = 3        # msoAutomationSecurityForceDisable: no macros
    foreach ($file in (Get-ChildItem -LiteralPath $Folder -Filter '*.docx' | Sort-Object Name)) {
        try {
            # FileName, ConfirmConversions, ReadOnly, AddToRecentFiles
            $document = $word.Documents.Open($file.FullName, $false, $true, $false)
            try {
                $pdf = [System.IO.Path]::ChangeExtension($file.FullName, '.pdf')
                # 17 = PDF; not opened; for print; the whole document, its text only; properties; bookmarks of headings; tags;
                # fonts that may not be embedded as pictures; ISO 19005 (PDF/A)
                $document.ExportAsFixedFormat($pdf, 17, $false, 0, 0, 1, 1, 0, $true, $true, 1, $true, $true, $true)
            } finally {
                $document.Close(0)      # wdDoNotSaveChanges
            }
        } catch {
            continue                    # the others go on; a document without its PDF is told by the caller
        }
    }
} finally {
    $word.Quit(0)
    Remove-Item -LiteralPath (Join-Path $Folder 'word.pid') -ErrorAction SilentlyContinue
    [void][System.Runtime.InteropServices.Marshal]::FinalReleaseComObject($word)
}
