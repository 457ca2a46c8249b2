package dev.nordbox.installer.control;

/**
 * What one check or probe found.
 *
 * @param check its id
 * @param observed the value that was seen, short, without secrets
 * @param reason why that is the result; {@code ""} when the value says it
 */
public record Finding(String check, Result result, String observed, String reason) {

    static Finding pass(String check, String observed) {
        return new Finding(check, Result.PASS, observed, "");
    }

    static Finding fail(String check, String observed, String reason) {
        return new Finding(check, Result.FAIL, observed, reason);
    }

    static Finding inconclusive(String check, String observed, String reason) {
        return new Finding(check, Result.INCONCLUSIVE, observed, reason);
    }

    static Finding notApplicable(String check, String observed) {
        return new Finding(check, Result.NOT_APPLICABLE, observed, "");
    }

    /** {@code guard-in-force: table loaded as proved}. */
    @Override
    public String toString() {
        return check + ": " + observed + (reason.isEmpty() ? "" : "; " + reason);
    }
}
