package dev.nordbox.appliance.seal;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says why a value does not unseal, to whoever may know it: the owner of the object. */
final class Diagnosis {
    /** Each key costs a private operation; the newest are the likely ones. */
    private static final int MOST_KEYS = 64;

    private final KeyRing keys;
    private final Label wanted;
    private final Collection<Label> places;

    /**
     * @param wanted where the value should unseal
     * @param places other places that it may have been sealed for
     */
    Diagnosis(KeyRing keys, Label wanted, Collection<Label> places) {
        this.keys = keys;
        this.wanted = wanted;
        this.places = places;
    }

    String of(SealedItem item) {
        for (SealingKey key : keys.keys().stream().limit(MOST_KEYS).toList()) {
            Optional<SealedFor> sealed = SealedFor.of(item, key);
            if (sealed.isPresent()) {
                return sealed.get().isFor(wanted)
                        ? "the value is damaged: its key fits, what follows does not; seal it anew"
                        : elsewhere(sealed.get());
            }
        }
        return misplaced(item).orElseGet(this::foreign);
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

    private String elsewhere(SealedFor sealed) {
        Optional<Label> place = candidates().stream().filter(sealed::isFor).findFirst();
        if (place.isEmpty()) {
            return "sealed for another namespace or name, none that this cluster has, and not for "
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

    private List<Label> candidates() {
        List<Label> candidates = new ArrayList<>();
        for (Scope scope : Scope.values()) {
            candidates.add(new Label(scope, wanted.namespace(), wanted.name()));
        }
        candidates.addAll(places);
        return candidates;
    }

    private String foreign() {
        if (keys.keys().isEmpty()) {
            return "this cluster has no sealing key yet";
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
        return "sealed with a key this cluster never had; it has "
                + known
                + (more > 0 ? " and " + more + " more" : "")
                + "; seal it anew with this cluster's certificate, or restore the key";
    }
}
