package dev.nordbox.appliance.assess;

import dev.nordbox.appliance.manifest.Fields;
import java.util.List;
import java.util.Optional;

/** The conditions of a status, by type. */
record KubeConditions(List<KubeCondition> all) {

    /**
     * @param status whatever has a field {@code conditions}
     */
    static KubeConditions of(Object status) {
        return new KubeConditions(
                Fields.list(status, "conditions").stream().map(KubeCondition::of).toList());
    }

    Optional<KubeCondition> find(String type) {
        return all.stream().filter(condition -> condition.type().equals(type)).findFirst();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /**
     * One condition; {@code ""} and 0 for what it does not have.
     *
     * @param observedGeneration the generation of the object that it was told of
     */
    record KubeCondition(
            String type, String status, String reason, String message, long observedGeneration) {

        static KubeCondition of(Object condition) {
            return new KubeCondition(
                    Fields.text(condition, "type").orElse(""),
                    Fields.text(condition, "status").orElse(""),
                    Fields.text(condition, "reason").orElse(""),
                    Fields.text(condition, "message").orElse(""),
                    Fields.number(condition, "observedGeneration"));
        }

        boolean isTrue() {
            return status.equals("True");
        }

        boolean isFalse() {
            return status.equals("False");
        }

        /** The message; the reason where there is none. */
        String why() {
            return message.isEmpty() ? reason : message;
        }

        /** It was told of an older generation of the object. */
        boolean isOutdated(long generation) {
            return observedGeneration > 0 && generation > 0 && observedGeneration != generation;
        }
    }
}
