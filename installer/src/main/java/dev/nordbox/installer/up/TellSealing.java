package dev.nordbox.installer.up;

import dev.nordbox.installer.config.BoxConfig;
import dev.nordbox.installer.host.Host;
import dev.nordbox.installer.output.Event;
import dev.nordbox.installer.output.Output;

/** Tells where the certificate is that secrets for this box are sealed with. */
public final class TellSealing implements Up.Arrival {
    private final Output output;

    public TellSealing(Output output) {
        this.output = output;
    }

    @Override
    public void complete(Host host, BoxConfig config) {
        output.tell(
                new Event.Noted(
                        "sealing",
                        "nordbox secret keys --host %s --certificate > sealing.pem  (it may live in Git)"
                                .formatted(config.ssh().host())));
    }
}
