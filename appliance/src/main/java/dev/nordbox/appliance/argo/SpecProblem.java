package dev.nordbox.appliance.argo;

/**
 * One field that cannot be honoured as written.
 *
 * @param field its path: {@code spec.syncPolicy.retry.limit}
 * @param message what is wrong, without the field
 * @param remedy what to write instead
 * @param fatal nothing is synced until it is mended, the condition is InvalidSpecError; otherwise
 *     the Application is honoured without the field
 */
public record SpecProblem(String field, String message, String remedy, boolean fatal) {

    /** For people: {@code spec.source.helm: is not supported yet; put …}. */
    @Override
    public String toString() {
        return field + ": " + message + "; " + remedy;
    }
}
