package dev.nordbox.appliance.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What may be told of why a Secret was refused. The server quotes what it refuses, and in a Secret
 * that is the secret; but what is wrong with which field, and whose no it is, has to be known: a
 * field that nobody may change is made anew, and a policy may change its mind.
 */
final class SecretRefusal {

    /** They speak of names, permissions and sizes, never of content. */
    private static final List<Integer> WITHOUT_CONTENT = List.of(404, 409, 413);

    private static final List<Pattern> SENTENCES_WITHOUT_CONTENT =
            Stream.of(
                            "secrets \"[^\"]*\" is forbidden: User \"[^\"]*\" cannot .*",
                            "secrets \"[^\"]*\" is forbidden: exceeded quota: .*",
                            "secrets \"[^\"]*\" is forbidden: unable to create new content in"
                                    + " namespace .*")
                    .map(Pattern::compile)
                    .toList();

    /** Of a sentence that may quote values, the parts that do not. */
    private static final Pattern PARTS =
            Pattern.compile(
                    Stream.of(
                                    "admission webhook \"[^\"]*\"",
                                    "failed calling webhook \"[^\"]*\"",
                                    "ValidatingAdmissionPolicy '[^']*' with binding '[^']*'",
                                    "field is immutable( when `immutable` is set)?",
                                    "unknown field \"[^\"]*\"",
                                    "duplicate field \"[^\"]*\"",
                                    "\\.[-\\w.\\[\\]]{1,200}: (field not declared in schema"
                                            + "|expected \\w+)")
                            .collect(Collectors.joining("|")));

    private SecretRefusal() {}

    /** Who admits objects chooses words and code, and may quote what it was shown. */
    private static boolean isOfAdmission(String message) {
        return message.contains("admission webhook") || message.contains("denied");
    }

    static ApiRefused withoutValues(ApiRefused refused) {
        String message = refused.getMessage();
        boolean told =
                WITHOUT_CONTENT.contains(refused.code()) && !isOfAdmission(message)
                        || SENTENCES_WITHOUT_CONTENT.stream()
                                .anyMatch(pattern -> pattern.matcher(message).matches());
        if (told) {
            return refused;
        }
        List<String> known = new ArrayList<>(refused.fields());
        Matcher part = PARTS.matcher(message);
        while (part.find()) {
            known.add(part.group());
        }
        String reason = refused.reason().isEmpty() ? "" : " (" + refused.reason() + ")";
        return new ApiRefused(
                refused.code(),
                refused.reason(),
                "the Secret is not accepted"
                        + reason
                        + (known.isEmpty()
                                ? ""
                                : ": "
                                        + known.stream()
                                                .distinct()
                                                .collect(Collectors.joining(", ")))
                        + "; the rest of the server's message is withheld because it may quote"
                        + " values. See it with `kubectl apply --server-side --dry-run=server`",
                refused.fields());
    }
}
