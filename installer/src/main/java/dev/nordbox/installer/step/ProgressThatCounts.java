package dev.nordbox.installer.step;

import dev.nordbox.installer.host.Reconnection;
import dev.nordbox.installer.host.TransferProgress;
import dev.nordbox.installer.problem.Problem;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Passes on what a step tells; an upload that came further than ever is something done. */
record ProgressThatCounts(Progress progress, Reconnection reconnection, Map<String, Long> furthest)
        implements Progress {

    ProgressThatCounts(Progress progress, Reconnection reconnection) {
        this(progress, reconnection, new ConcurrentHashMap<>());
    }

    @Override
    public void doing(String what) {
        progress.doing(what);
    }

    @Override
    public TransferProgress uploading(String what) {
        TransferProgress told = progress.uploading(what);
        return (sent, total) -> {
            long before = furthest.getOrDefault(what, 0L);
            if (sent > before) {
                furthest.put(what, sent);
                reconnection.moved();
            }
            told.transferred(sent, total);
        };
    }

    @Override
    public void note(String key, String text) {
        progress.note(key, text);
    }

    @Override
    public void warn(Problem problem) {
        progress.warn(problem);
    }
}
