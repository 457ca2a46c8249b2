package dev.nordbox.appliance.external;

import java.util.Map;
import java.util.TreeMap;

/** Which keys a Secret may have, as External Secrets sees it. */
final class SecretKeys {
    private static final int LONGEST = 253;

    private SecretKeys() {}

    static boolean isAllowed(int c) {
        return Character.isLetter(c)
                || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER
                || Character.getType(c) == Character.LETTER_NUMBER
                || Character.getType(c) == Character.OTHER_NUMBER
                || c == '-'
                || c == '.'
                || c == '_';
    }

    /** Without the empty key, which nothing can have. */
    static Map<String, byte[]> checked(Map<String, byte[]> values) throws CannotSync {
        Map<String, byte[]> checked = new TreeMap<>(values);
        checked.remove("");
        for (String key : checked.keySet()) {
            if (key.length() > LONGEST || !key.codePoints().allMatch(SecretKeys::isAllowed)) {
                String shown = key.length() > LONGEST ? key.substring(0, LONGEST) + "…" : key;
                throw CannotSync.data(
                        "invalid secret keys (TIP: use rewrite or conversionStrategy to change"
                                + " keys): "
                                + shown);
            }
        }
        return checked;
    }
}
