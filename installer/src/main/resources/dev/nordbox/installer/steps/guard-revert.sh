# Brings the state before an unproven guard back.
run=/run/nordbox-guard
unit=nordbox-guard-revert
take_back
