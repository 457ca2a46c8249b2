# Written by nordbox. People log in with keys, root too; hardening.sshd: false in nordbox.yaml takes this away.
# Read first of the drop-ins: for sshd the first value of a setting counts.
PasswordAuthentication no
KbdInteractiveAuthentication no
