package dev.nordbox.appliance.render.yaml;

/** Comments that were passed on the way to a token and wait for the node that takes them. */
final class PendingComments {
    private String head = "";
    private String line = "";
    private String foot = "";

    void addHead(String comment) {
        head = joined(head, comment);
    }

    void addLine(String comment) {
        line = joined(line, comment);
    }

    void addFoot(String comment) {
        foot = joined(foot, comment);
    }

    /** All that waits; nothing does afterwards. */
    Comments take() {
        if (head.isEmpty() && line.isEmpty() && foot.isEmpty()) {
            return Comments.NONE;
        }
        Comments taken = new Comments(head, line, foot);
        head = "";
        line = "";
        foot = "";
        return taken;
    }

    int headLength() {
        return head.length();
    }

    /** Takes the first part of the head, as long as it was before some token was skipped. */
    String takeHead(int length) {
        String taken = head.substring(0, length);
        head = head.length() == length ? "" : head.substring(length + 1);
        return taken;
    }

    /** The part of the head that an empty line sets apart: it is about the document. */
    String takeDocumentHead() {
        for (int i = head.length() - 1; i > 0; i--) {
            if (head.charAt(i) != '\n') {
                continue;
            }
            boolean last = i == head.length() - 1;
            if (last || head.charAt(i - 1) == '\n') {
                String document = head.substring(0, last ? i : i - 1);
                head = head.substring(i + 1);
                return document;
            }
        }
        return "";
    }

    private static String joined(String a, String b) {
        return a.isEmpty() || b.isEmpty() ? a + b : a + "\n" + b;
    }
}
