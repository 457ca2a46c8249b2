package dev.nordbox.installer.secret;

import dev.nordbox.appliance.manifest.Fields;
import dev.nordbox.appliance.seal.CannotUnseal;
import dev.nordbox.appliance.seal.KeyRing;
import dev.nordbox.appliance.seal.Places;
import dev.nordbox.appliance.seal.Places.Place;
import dev.nordbox.appliance.seal.SealedSecret;
import dev.nordbox.appliance.seal.SealingException;
import dev.nordbox.appliance.seal.SprigTemplate;
import dev.nordbox.appliance.seal.UnsealedSecret;
import dev.nordbox.appliance.seal.Unsealing;
import dev.nordbox.installer.problem.ExitCode;
import dev.nordbox.installer.problem.Problem;
import dev.nordbox.installer.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Unseals with key files at hand: when the cluster is gone, and before it is there again. */
public final class UnsealFlow {
    private final KeyRing keys;

    public UnsealFlow(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * @return the Secrets, in the clear
     * @throws ProblemException with every object that does not unseal
     */
    public List<Map<String, Object>> unseal(String text, String source) throws ProblemException {
        List<Map<String, Object>> secrets = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        try {
            List<Map<String, Object>> sealed =
                    Documents.parse(text).stream().filter(SealedSecret::isOne).toList();
            Places places = Places.ofFiles(sealed.stream().map(UnsealFlow::place).toList());
            Unsealing unsealing = new Unsealing(keys, new SprigTemplate(), () -> places);
            for (Map<String, Object> object : sealed) {
                unseal(unsealing, object, source, secrets, problems);
            }
        } catch (SealingException e) {
            problems.add(new Problem(e.getMessage(), source, ""));
        }
        if (secrets.isEmpty() && problems.isEmpty()) {
            problems.add(new Problem("no SealedSecret in it", source, "name another file"));
        }
        if (!problems.isEmpty()) {
            throw new ProblemException(ExitCode.NOT_SEALED, problems);
        }
        return secrets;
    }

    private static Place place(Map<String, Object> object) {
        return new Place(
                Fields.text(object, "metadata", "namespace").orElse(""),
                Fields.text(object, "metadata", "name").orElse(""));
    }

    private static void unseal(
            Unsealing unsealing,
            Map<String, Object> object,
            String source,
            List<Map<String, Object>> secrets,
            List<Problem> problems) {
        try {
            UnsealedSecret secret = unsealing.unseal(SealedSecret.of(object));
            Map<String, Object> content = secret.content();
            // An owner that is in no cluster would have the Secret collected as an orphan.
            Fields.map(content, "metadata").remove("ownerReferences");
            secrets.add(content);
        } catch (SealingException | CannotUnseal e) {
            String name = Fields.text(object, "metadata", "name").orElse("?");
            problems.add(new Problem(e.getMessage(), source + ", SealedSecret " + name, ""));
        }
    }
}
