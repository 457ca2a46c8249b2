package dev.nordbox.appliance.seal;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.manifest.Kustomized;
import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.templates.ShellWords;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about a Secret in the clear: the command that seals it, as it can be pasted at the
 * root of the repository, and what becomes of the file that it writes.
 */
final class SealingAdvice {
    /** Where the object goes when nobody has said so yet. */
    private static final String SOMEWHERE = "NAMESPACE";

    /** As {@code up} and the README call the file with the cluster's certificate. */
    private static final String CERTIFICATE = "sealing.pem";

    private static final Pattern FILE =
            Pattern.compile(
                    "(?<file>.*(?:\\.(?:ya?ml|json)|(?:^|/)Kustomization))(?::[0-9]+)?",
                    Pattern.DOTALL);
    private static final Pattern KUSTOMIZATION =
            Pattern.compile("(.*/)?[Kk]ustomization(\\.ya?ml)?", Pattern.DOTALL);

    private final Manifest secret;
    private final Set<String> keys;
    private final Kustomized made;
    private final String file;
    private final boolean generated;
    private final boolean patched;

    /**
     * @param keys those whose values are secret
     */
    SealingAdvice(Manifest secret, Set<String> keys) {
        this.secret = secret;
        this.keys = keys;
        this.made =
                secret.kustomized()
                        .orElse(new Kustomized(secret.key().name(), "", false, false, Set.of()));
        Matcher place = FILE.matcher(secret.origin());
        this.file = place.matches() ? place.group("file") : "";
        this.generated =
                made.generated() || file.isEmpty() || KUSTOMIZATION.matcher(file).matches();
        this.patched = !generated && !Collections.disjoint(made.patched(), keys);
    }

    /** Without a full stop. */
    String text() {
        List<String> steps = new ArrayList<>();
        steps.add(generated ? ungenerated() : patched ? unpatched() : placed());
        steps.add("seal it with `" + (isInNoFile() ? create() + " | " : "") + seal() + "`");
        steps.add(
                generated
                        ? "put " + fileName(sealedFile()) + " into its `resources:`"
                        : "take it out of " + file + instead());
        steps.removeIf(String::isEmpty);
        return String.join(", ", steps) + notes();
    }

    private String ungenerated() {
        return "take it out of the secretGenerator" + (file.isEmpty() ? "" : " of " + file);
    }

    /** Its file lacks values, so what seals the file would not seal them. */
    private String unpatched() {
        Set<String> added = new TreeSet<>(keys);
        added.retainAll(made.patched());
        return "take "
                + String.join(", ", added)
                + " out of the patch (or replacement) that puts it into "
                + file;
    }

    private boolean isInNoFile() {
        return generated || patched;
    }

    /** What is sealed for one namespace is not taken from a file that names another. */
    private String placed() {
        return made.namespace().isEmpty() || made.namespace().equals(namespace())
                ? ""
                : "write `namespace: " + namespace() + "` into " + file;
    }

    private String instead() {
        return secret.kustomized().isPresent()
                ? " and put " + fileName(sealedFile()) + " into the `resources:` that list that"
                : "";
    }

    private String create() {
        List<String> words = new ArrayList<>();
        words.add("kubectl create secret generic " + word(made.name()));
        words.add("-n " + word(namespace()));
        Fields.text(secret.content(), "type")
                .filter(type -> !type.equals("Opaque"))
                .ifPresent(type -> words.add("--type=" + word(type)));
        keys.forEach(key -> words.add("--from-literal=" + word(key) + "=…"));
        words.add("--dry-run=client -o yaml");
        return String.join(" ", words);
    }

    private String seal() {
        List<String> words = new ArrayList<>();
        words.add("nordbox secret seal --cert " + CERTIFICATE + " -n " + word(namespace()));
        if (made.renamed() && Scope.of(secret.content()) == Scope.STRICT) {
            // The file has the written name, the object another: neither could be sealed for.
            words.add("--scope " + Scope.NAMESPACE_WIDE.word());
        }
        if (!isInNoFile()) {
            words.add("-f " + word(file));
        }
        words.add("-w " + word(sealedFile()));
        return String.join(" ", words);
    }

    /** A name in a file can hold anything, and a message is one line. */
    private static String word(String name) {
        return ShellWords.quote(name.replaceAll("\\p{Cntrl}", "?"));
    }

    private String notes() {
        List<String> notes = new ArrayList<>();
        notes.add(
                CERTIFICATE
                        + " is what `nordbox secret keys --host … --certificate` prints, and may"
                        + " live in Git");
        if (secret.key().namespace().isEmpty()) {
            notes.add(SOMEWHERE + " is where its Application goes");
        }
        if (made.renamed()) {
            notes.add(
                    "what refers to the Secret needs a nameReference of kind SealedSecret to follow"
                            + " its prefix or suffix");
        }
        return " (" + String.join("; ", notes) + ")";
    }

    private String namespace() {
        return Optional.of(secret.key().namespace())
                .filter(name -> !name.isEmpty())
                .orElse(SOMEWHERE);
    }

    private String sealedFile() {
        return generated
                ? file.substring(0, file.lastIndexOf('/') + 1) + made.name() + ".sealed.yaml"
                : file.replaceFirst("\\.[a-z]+$", "") + ".sealed.yaml";
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
