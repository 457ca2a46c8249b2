package dev.nordbox.appliance.render.kustomize.filter;

import dev.nordbox.appliance.render.RenderException;
import java.util.OptionalInt;

/** The forms one part of a path can have. */
final class PathPart {
    private PathPart() {}

    /** {@code [name=web]} or {@code [=value]}. */
    record ElementMatch(String field, String value) {}

    static boolean isElementMatch(String part) {
        return part.startsWith("[") && part.endsWith("]");
    }

    static ElementMatch elementMatch(String part) throws RenderException {
        String pair = part.endsWith("]") ? part.substring(0, part.length() - 1) : part;
        pair = pair.startsWith("[") ? pair.substring(1) : pair;
        int equals = pair.indexOf('=');
        if (equals < 0) {
            throw new RenderException(
                    "list path element must contain fieldName=fieldValue for element to match");
        }
        return new ElementMatch(pair.substring(0, equals), pair.substring(equals + 1));
    }

    /** The part as a number with an optional sign; empty when it is none of 32 bits. */
    static OptionalInt number(String part) {
        // Nearly all parts are names: they are told by a look, not by an exception.
        if (part.isEmpty() || !isAscii(part) || !isDigit(part.charAt(part.length() - 1))) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(part));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    static boolean isIndex(String part) {
        OptionalInt number = number(part);
        return number.isPresent() && number.getAsInt() >= 0;
    }

    /** What has to stand at a part so that the next one can lead on; {@code last} at the end. */
    static NodeKind kindBefore(String next, NodeKind last) {
        if (isElementMatch(next) || isIndex(next)) {
            return NodeKind.LIST;
        }
        return next.isEmpty() ? last : NodeKind.MAP;
    }

    private static boolean isAscii(String part) {
        for (int i = 0; i < part.length(); i++) {
            if (part.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
