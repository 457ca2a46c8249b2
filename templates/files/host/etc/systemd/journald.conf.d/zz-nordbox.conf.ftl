# Written by nordbox from the profile's logDays: entries are kept for that long, on disk, and no longer. Files of a week at
# most, since they are deleted as a whole. Disk space may run out before: `verify` tells when entries are missing.
[Journal]
Storage=persistent
MaxRetentionSec=${days?c}day
MaxFileSec=1week
