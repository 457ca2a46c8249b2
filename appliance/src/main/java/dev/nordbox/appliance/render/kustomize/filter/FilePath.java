package dev.nordbox.appliance.render.kustomize.filter;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Paths of files as kyaml's {@code filesys} takes them apart and puts them together. */
final class FilePath {
    private FilePath() {}

    /** An absolute path stays absolute; a position beyond the end appends. */
    static String insert(String path, int position, String part) {
        if (part.isEmpty()) {
            return path;
        }
        List<String> parts = split(path);
        int at = Math.min(position, parts.size());
        if (!parts.isEmpty() && parts.get(0).isEmpty() && at < parts.size()) {
            at++;
        }
        parts.add(at, part);
        return parts.get(0).isEmpty() ? "/" + join(parts.subList(1, parts.size())) : join(parts);
    }

    /** The segments, an empty one in front of an absolute path; two slashes hold another. */
    private static List<String> split(String path) {
        if (path.isEmpty()) {
            return new ArrayList<>();
        }
        int slash = path.lastIndexOf('/');
        String last = path.substring(slash + 1);
        if (slash == 0) {
            return new ArrayList<>(last.isEmpty() ? List.of("") : List.of("", last));
        }
        List<String> parts = slash < 0 ? new ArrayList<>() : split(path.substring(0, slash));
        parts.add(last);
        return parts;
    }

    private static String join(List<String> parts) {
        for (int i = 0; i < parts.size(); i++) {
            if (!parts.get(i).isEmpty()) {
                return clean(String.join("/", parts.subList(i, parts.size())));
            }
        }
        return "";
    }

    /** As {@code filepath.Clean}: no empty segments, no dots, and {@code ..} only in front. */
    private static String clean(String path) {
        boolean absolute = path.startsWith("/");
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            boolean up = segment.equals("..");
            if (up && !kept.isEmpty() && !kept.getLast().equals("..")) {
                kept.removeLast();
            } else if (!up || !absolute) {
                kept.addLast(segment);
            }
        }
        String joined = String.join("/", kept);
        return absolute ? "/" + joined : joined.isEmpty() ? "." : joined;
    }
}
