# Brings sshd's state before an unproven drop-in back.
run=/run/nordbox-sshd
unit=nordbox-sshd-revert
take_back
