package dev.nordbox.installer.steps;

import dev.nordbox.installer.config.BoxConfig;

/** Model of {@code proof.yaml}, which {@code ProofFile} reads on the box. */
public record ProofModel(String box, String host, String address, boolean attested) {

    static ProofModel of(BoxConfig config, boolean attested) {
        return new ProofModel(config.name(), config.ssh().host(), config.ssh().address(), attested);
    }
}
