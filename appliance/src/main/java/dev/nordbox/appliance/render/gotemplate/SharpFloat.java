package dev.nordbox.appliance.render.gotemplate;

/** The {@code #} flag on floats: the point stays, and so do zeros behind it. */
final class SharpFloat {
    private static final int USUAL_DIGITS = 6;

    private SharpFloat() {}

    /** {@code number} has no sign. */
    static String withPoint(String number, char verb, int precision) {
        boolean hex = verb == 'x' || verb == 'X';
        int tailAt = number.length();
        for (int i = 0; i < number.length(); i++) {
            char c = Character.toLowerCase(number.charAt(i));
            if (c == 'p' || c == 'e' && !hex) {
                tailAt = i;
                break;
            }
        }
        String head = number.substring(0, tailAt);
        int wanted = 0;
        if (verb == 'g' || verb == 'G' || verb == 'x') {
            wanted = precision < 0 ? USUAL_DIGITS : precision;
        }
        boolean significant = false;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            if (c != '.') {
                significant |= c != '0';
                wanted -= significant ? 1 : 0;
            }
        }
        if (head.indexOf('.') < 0) {
            wanted -= head.equals("0") ? 1 : 0;
            head += ".";
        }
        return head + "0".repeat(Math.max(0, wanted)) + number.substring(tailAt);
    }
}
