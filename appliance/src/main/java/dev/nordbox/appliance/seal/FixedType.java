package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import java.util.Map;
import java.util.Optional;

/** The type of a Secret, which Kubernetes does not let change. */
public final class FixedType {
    private FixedType() {}

    /**
     * Why a Secret cannot become the wanted one; empty when its type is the same, or any will do.
     */
    public static Optional<String> refusal(Map<String, Object> live, Map<String, Object> wanted) {
        String is = Fields.text(live, "type").orElse("");
        return Fields.text(wanted, "type")
                .filter(shall -> !shall.equals(is))
                .map(
                        shall ->
                                "the Secret is of type "
                                        + is
                                        + " and shall be of type "
                                        + shall
                                        + ", which Kubernetes does not let change; delete it, and"
                                        + " it is made anew");
    }
}
