// Written by nordbox: security updates by themselves, and nothing else; hardening.updates: false in nordbox.yaml takes
// this away. Read last of these files.
APT::Periodic::Enable "1";
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
#clear Unattended-Upgrade::Allowed-Origins;
#clear Unattended-Upgrade::Origins-Pattern;
<#noparse>Unattended-Upgrade::Origins-Pattern {
    "origin=Debian,codename=${distro_codename},label=Debian-Security";
    "origin=Debian,codename=${distro_codename}-security,label=Debian-Security";
    "origin=Ubuntu,archive=${distro_codename}-security";
};</#noparse>
// When the box starts again is for people to say.
Unattended-Upgrade::Automatic-Reboot "false";
