package dev.nordbox.appliance.seal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a value does not unseal, to whoever may know it: the owner of the object. */
final class Diagnosis {
    /** No key that is here, or was: so another cluster's. */
    static final String FOREIGN = "sealed with a key this cluster never had";

    /** Each key costs a private operation; the newest are the likely ones. */
    private static final int MOST_KEYS = 64;

    private final KeyRing keys;
    private final Label wanted;
    private final Places places;

    /**
     * @param wanted where the value should unseal
     * @param places other places that it may have been sealed for
     */
    Diagnosis(KeyRing keys, Label wanted, Places places) {
        this.keys = keys;
        this.wanted = wanted;
        this.places = places;
    }

    String of(SealedItem item) {
        Optional<SealedFor> sealed = target(item);
        if (sealed.isEmpty()) {
            return outOfUse(item).or(() -> misplaced(item)).orElseGet(this::foreign);
        }
        return sealed.get().isFor(wanted)
                ? "the value is damaged: its key fits, what follows does not; seal it anew"
                : elsewhere(sealed.get());
    }

    /** Bitnami's controller may have kept its keys in a namespace of its own. */
    private Optional<String> misplaced(SealedItem item) {
        return keys.elsewhere().entrySet().stream()
                .filter(entry -> SealedFor.of(item, entry.getValue()).isPresent())
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .map(
                        place ->
                                "sealed with the key that lies in "
                                        + place
                                        + ", where none is used; save that Secret with kubectl get"
                                        + " -o yaml, and bring it: nordbox up --sealing-key FILE");
    }

    /** What it was sealed for; empty when no key fits. */
    Optional<SealedFor> target(SealedItem item) {
        return keys.keys().stream()
                .limit(MOST_KEYS)
                .flatMap(key -> SealedFor.of(item, key).stream())
                .findFirst();
    }

    private String elsewhere(SealedFor sealed) {
        Optional<Label> place = places.likeliest(wanted).filter(sealed::isFor).findFirst();
        if (place.isEmpty()) {
            return "sealed for another namespace or name, "
                    + nowhere()
                    + ", and not for "
                    + wanted
                    + "; seal it anew";
        }
        Label found = place.get();
        String remedy =
                switch (found.scope()) {
                    case CLUSTER_WIDE -> annotate(found);
                    case NAMESPACE_WIDE ->
                            found.namespace().equals(wanted.namespace())
                                    ? annotate(found)
                                    : "seal it anew, or move it there";
                    case STRICT ->
                            found.namespace().equals(wanted.namespace())
                                            && found.name().equals(wanted.name())
                                    ? "take the annotation " + wanted.scope().annotation() + " away"
                                    : "seal it anew, or move it there";
                };
        return "sealed for " + found + ", and not for " + wanted + "; " + remedy;
    }

    private static String annotate(Label found) {
        return "annotate the SealedSecret with " + found.scope().annotation();
    }

    /** Says no more than was looked at. */
    private String nowhere() {
        return switch (places.asked()) {
            case NOBODY -> "which cannot be told at the moment";
            case FILES -> "none that these files name (no cluster was asked)";
            case CLUSTER ->
                    places.areTooMany()
                            ? "none of the likeliest that this cluster has (too many to try all)"
                            : "none that this cluster has";
        };
    }

    private Optional<String> outOfUse(SealedItem item) {
        return keys.outOfUse().stream()
                .limit(MOST_KEYS)
                .filter(key -> SealedFor.of(item, key).isPresent())
                .findFirst()
                .map(
                        key ->
                                "sealed with the key "
                                        + key.fingerprint()
                                        + ", which this cluster has put out of use; seal it anew, and"
                                        + " change the value if that key has leaked");
    }

    private String foreign() {
        boolean cluster = places.asked() != Places.Asked.FILES;
        if (keys.keys().isEmpty()) {
            return cluster ? "this cluster has no sealing key yet" : "there is no key";
        }
        String known =
                keys.keys().stream()
                        .limit(5)
                        .map(
                                key ->
                                        key.fingerprint()
                                                + " of "
                                                + LocalDate.ofInstant(
                                                        key.certificate().notBefore(),
                                                        ZoneOffset.UTC))
                        .collect(Collectors.joining(", "));
        int more = keys.keys().size() - 5;
        String these = known + (more > 0 ? " and " + more + " more" : "");
        return cluster
                ? FOREIGN
                        + "; it has "
                        + these
                        + "; seal it anew with this cluster's certificate, or restore the key"
                : "sealed with none of these keys: "
                        + these
                        + "; name the key that it was sealed with, too";
    }
}
