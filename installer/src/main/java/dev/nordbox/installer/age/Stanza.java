package dev.nordbox.installer.age;

import java.util.List;

/**
 * One entry of a header: the file key as one recipient can open it.
 *
 * @param type {@code X25519}, {@code mlkem768x25519}, {@code ssh-ed25519}, {@code scrypt}, or one
 *     we do not know
 */
record Stanza(String type, List<String> arguments, byte[] body) {

    Stanza {
        arguments = List.copyOf(arguments);
        body = body.clone();
    }

    boolean is(String other, int count) throws AgeException {
        if (!type.equals(other)) {
            return false;
        }
        if (arguments.size() != count) {
            throw AgeException.notAge("a stanza of type " + type + " has a wrong form");
        }
        return true;
    }

    /** An argument of so many bytes in base64. */
    byte[] bytes(int index, int length) throws AgeException {
        byte[] bytes = Base64Text.decode(arguments.get(index));
        if (bytes.length != length) {
            throw AgeException.notAge("a stanza of type " + type + " has a wrong form");
        }
        return bytes;
    }
}
