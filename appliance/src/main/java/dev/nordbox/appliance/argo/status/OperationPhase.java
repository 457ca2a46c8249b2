package dev.nordbox.appliance.argo.status;

import dev.nordbox.appliance.argo.Spelled;
import java.util.Optional;

/** Where an operation, or a hook of it, has got to. */
public enum OperationPhase {
    RUNNING("Running"),
    /** Somebody asked to stop it; it has not stopped yet. */
    TERMINATING("Terminating"),
    /** The cluster or a hook refused. */
    FAILED("Failed"),
    /** It could not be carried out: no manifests, no answer. */
    ERROR("Error"),
    SUCCEEDED("Succeeded");

    private final String text;

    OperationPhase(String text) {
        this.text = text;
    }

    /** Empty for a text that is none of them. */
    public static Optional<OperationPhase> of(String text) {
        return Spelled.find(OperationPhase.class, text);
    }

    /** As Argo CD spells it. */
    @Override
    public String toString() {
        return text;
    }
}
