package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.Places.Place;
import dev.nordbox.appliance.seal.Unlocking.Opened;
import dev.nordbox.appliance.seal.Unlocking.Outcome;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Answers what the command line asks of whoever holds the keys, in JSON: the box over SSH, or key
 * files at hand. No plaintext is ever in an answer. Not for strangers: it says why a value does not
 * unseal.
 *
 * <pre>
 * {op: keys}                                → {keys: [{fingerprint, notBefore, notAfter, pem, seals}]}, newest first
 * {op: inspect, objects: [SealedItems…]}    → {objects: [{keys: {item: fingerprint}, problems: {item: why}, place}]}
 * {op: reseal, objects: [SealedItems…]}     → {objects: [{items: {…}, place} or {problems: {…}}]}
 * </pre>
 *
 * With them may come {@code namespaces: […]} that objects go to. {@code place} is there when an
 * object unseals, and not where it says: a kustomization or an Application puts it there. What is
 * resealed goes on unsealing where it did, also when only the cluster knows where that is.
 */
public final class SealingDesk {
    private final KeyRing keys;
    private final Places known;
    private final SecureRandom random;

    /**
     * @param known places apart from those that a request names
     */
    public SealingDesk(KeyRing keys, Places known, SecureRandom random) {
        this.keys = keys;
        this.known = known;
        this.random = random;
    }

    /** Of whoever has keys and no cluster. */
    public SealingDesk(KeyRing keys, SecureRandom random) {
        this(keys, Places.ofFiles(List.of()), random);
    }

    /**
     * @throws SealingException when the request is none
     */
    public Map<String, Object> answer(Map<String, Object> request) throws SealingException {
        String op = Fields.text(request, "op").orElse("");
        return switch (op) {
            case "keys" -> Map.of("keys", keys.keys().stream().map(this::describe).toList());
            case "inspect", "reseal" -> {
                List<SealedItems> objects = new ArrayList<>();
                for (Object object : Fields.list(request, "objects")) {
                    objects.add(SealedItems.parse(object));
                }
                Places places = known.and(said(objects), namespaces(request));
                List<Object> answers = new ArrayList<>();
                for (SealedItems sealed : objects) {
                    answers.add(
                            op.equals("reseal")
                                    ? resealed(located(sealed, known.objects(), places))
                                    : inspected(located(sealed, Set.of(), places)));
                }
                yield Map.of("objects", answers);
            }
            default -> throw new SealingException("unknown request " + op);
        };
    }

    private Map<String, Object> describe(SealingKey key) {
        SealingCertificate certificate = key.certificate();
        return Map.of(
                "fingerprint", key.fingerprint(),
                "notBefore", certificate.notBefore().toString(),
                "notAfter", certificate.notAfter().toString(),
                "pem", certificate.pem(),
                "seals", keys.current().equals(Optional.of(key)));
    }

    private static List<Place> said(List<SealedItems> objects) {
        List<Place> places = new ArrayList<>();
        for (SealedItems object : objects) {
            places.add(object.label().place());
            places.addAll(object.places());
        }
        return places;
    }

    private static List<String> namespaces(Map<String, Object> request) {
        return Fields.list(request, "namespaces").stream().map(String::valueOf).toList();
    }

    /** An object, the label that it unseals under, and what came of it. */
    private record Located(SealedItems sealed, Label label, Outcome outcome) {}

    /**
     * @param live places that count beside those that the object is said to have
     * @param known all there are
     */
    private Located located(SealedItems sealed, Set<Place> live, Places known) {
        Located here = opened(sealed, sealed.label(), known);
        if (here.outcome.problems().isEmpty()) {
            return here;
        }
        List<Label> others = OtherLabels.of(sealed, live, known.namespaces());
        return target(sealed, known)
                .flatMap(target -> others.stream().filter(target::isFor).findFirst())
                .map(label -> opened(sealed, label, known))
                .filter(there -> there.outcome.problems().isEmpty())
                .orElse(here);
    }

    /** What the first value was sealed for: the others cannot unseal anywhere else. */
    private Optional<SealedFor> target(SealedItems sealed, Places known) {
        try {
            String first = sealed.items().values().stream().findFirst().orElse("");
            return new Diagnosis(keys, sealed.label(), known).target(SealedItem.parse(first));
        } catch (SealingException e) {
            return Optional.empty(); // told already
        }
    }

    private Located opened(SealedItems sealed, Label label, Places places) {
        Outcome outcome =
                new Unlocking(keys, Unlocking.MOST_TRIES)
                        .openAll(
                                sealed.items(),
                                label,
                                (item, before) -> new Diagnosis(keys, label, places).of(item));
        return new Located(sealed, label, outcome);
    }

    private static Map<String, Object> inspected(Located object) {
        Map<String, String> fingerprints = new LinkedHashMap<>();
        object.outcome
                .opened()
                .forEach((name, opened) -> fingerprints.put(name, opened.key().fingerprint()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("keys", fingerprints);
        answer.put("problems", object.outcome.problems());
        Place place = object.label.place();
        if (object.outcome.problems().isEmpty() && !object.label.equals(object.sealed.label())) {
            answer.put("place", place.toJson());
        }
        return answer;
    }

    private Map<String, Object> resealed(Located object) throws SealingException {
        Map<String, Object> answer = inspected(object);
        if (object.outcome.problems().isEmpty()) {
            answer.put("items", anew(object));
        }
        return answer;
    }

    private Map<String, String> anew(Located object) throws SealingException {
        Map<String, String> resealed = new LinkedHashMap<>();
        Optional<SealingKey> current = keys.current();
        if (current.isEmpty()) {
            throw new SealingException("every key that is here is out of use, so none seals");
        }
        for (Map.Entry<String, Opened> entry : object.outcome.opened().entrySet()) {
            Sealing sealing = new Sealing(current.get().certificate(), random);
            String name = entry.getKey();
            String present = object.sealed.items().get(name);
            resealed.put(name, sealing.anew(entry.getValue(), object.label, present));
        }
        return resealed;
    }
}
