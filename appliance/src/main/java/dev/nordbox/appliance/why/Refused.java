package dev.nordbox.appliance.why;

import dev.nordbox.appliance.why.Obstacle.Owner;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose a refusal is, told by its words: those of Kubernetes 1.36, and our own. */
final class Refused {

    private static final Pattern FILE =
            Pattern.compile("(?:^|\\s)([^\\s:;'\"]+\\.(?:ya?ml|json|jsonnet|tpl)(?::\\d+)?)");
    private static final int LONGEST = 600;

    /** What an object says of itself is no refusal, whatever words are in it. */
    private static final String ILL = "it is Degraded:";

    private record Rule(String words, Owner owner, String fix) {}

    /** The first that fits counts. */
    private static final List<Rule> RULES =
            List.of(
                    new Rule(
                            "failed calling webhook",
                            Owner.CLUSTER,
                            "see why the webhook's server does not answer; it is asked again"),
                    new Rule(
                            "cannot be read:",
                            Owner.CLUSTER,
                            "the controller may not list that kind, or its server is down"),
                    new Rule(
                            "attempting to grant RBAC permissions",
                            Owner.NORDBOX,
                            "the controller lacks the rights that the role gives; leave them out, or"
                                    + " override cluster/nordbox-system/controller-role.yaml.ftl"),
                    new Rule(
                            "exceeded quota",
                            Owner.GIT,
                            "ask for less, or raise the quota of the namespace"),
                    new Rule(
                            "violates PodSecurity",
                            Owner.GIT,
                            "meet the level, or give the namespace another"),
                    new Rule(
                            "is not permitted in project",
                            Owner.GIT,
                            "take it out, or allow it in the AppProject"),
                    new Rule(
                            "is in the clear (",
                            Owner.GIT,
                            "seal it: `secret seal`, and commit the SealedSecret"),
                    new Rule(
                            "because of a defect",
                            Owner.NORDBOX,
                            "report it with the stack trace in the log"),
                    new Rule(
                            "does not answer",
                            Owner.CLUSTER,
                            "look at the API server: systemctl status k3s; it goes on by itself"));

    private Refused() {}

    static Obstacle because(String message, String origin) {
        String what = message.length() > LONGEST ? message.substring(0, LONGEST) + "..." : message;
        Matcher file = FILE.matcher(message);
        String where = file.find() ? file.group(1) : origin;
        if (message.contains(ILL)) {
            Ill ill = Ill.named(message.substring(0, message.indexOf(ILL)));
            return new Obstacle(what, ill.owner(), where, ill.fix());
        }
        return RULES.stream()
                .filter(rule -> message.contains(rule.words))
                .findFirst()
                .map(rule -> new Obstacle(what, rule.owner, where, rule.fix))
                .orElseGet(() -> otherwise(what, where));
    }

    private static Obstacle otherwise(String what, String where) {
        return where.isEmpty()
                ? new Obstacle(what, Owner.CLUSTER, "", "mend what the message names")
                : new Obstacle(what, Owner.GIT, where, "mend it there and push");
    }
}
