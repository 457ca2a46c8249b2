package dev.nordbox.templates;

/**
 * One thing wrong with a template.
 *
 * @param where {@code file:line:column}, or the file alone when the line does not matter
 * @param what in one sentence; never a value of the model, which may be a secret
 * @param remedy what to do now
 */
public record TemplateProblem(String where, String what, String remedy) {

    @Override
    public String toString() {
        return where + ": " + what + (remedy.isEmpty() ? "" : "\n  fix: " + remedy);
    }
}
