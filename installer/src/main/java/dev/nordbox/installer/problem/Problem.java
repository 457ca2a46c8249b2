package dev.nordbox.installer.problem;

/**
 * One thing that stands in the way, told so that the reader can act.
 *
 * @param what what is wrong, in one sentence, without secrets
 * @param where host, file:line, flag or field it concerns
 * @param remedy what to do now: a command, a flag, a change
 */
public record Problem(String what, String where, String remedy) {

    /** One line for a person. */
    @Override
    public String toString() {
        return where + ": " + what + (remedy.isEmpty() ? "" : "\n  fix: " + remedy);
    }
}
