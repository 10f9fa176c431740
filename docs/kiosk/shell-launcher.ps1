# Windows 10/11 Enterprise or Education: Shell Launcher starts the kiosk instead of the desktop.
# Run once as administrator after changing the two paths and the account's name. See docs/kiosk.md.
$account = "kiosk"
$program = "C:\chinmi\.venv\Scripts\pythonw.exe C:\chinmi\main.py kiosk --config C:\chinmi\kiosk.yaml"

Enable-WindowsOptionalFeature -Online -FeatureName Client-EmbeddedShellLauncher -All -NoRestart
$launcher = [wmiclass]"\\localhost\root\standardcimv2\embedded:WESL_UserSetting"
$sid = (New-Object System.Security.Principal.NTAccount($account)).Translate(
    [System.Security.Principal.SecurityIdentifier]).Value

# What to do when the kiosk ends: 0 restart it, 1 restart the machine, 2 shut down, 3 do nothing.
# Exit statuses of the kiosk: 0 closed by staff, 2 settings refused, 3 no display, 1 failed.
$launcher.SetCustomShell($sid, $program, (0, 2, 3, 1), (3, 3, 0, 0), 0)
$launcher.SetDefaultShell("explorer.exe", 0)
$launcher.SetEnabled($true)
