# Written by nordbox from nordbox.yaml; read by nordbox-proof.service, with nordbox.yaml beside it. Nothing in it is secret.
box: ${box?c}
host: ${host?c}
address: ${address?c}
attested: ${attested?c}
