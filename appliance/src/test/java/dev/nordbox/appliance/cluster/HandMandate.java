package dev.nordbox.appliance.cluster;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mandate that a test gives and takes. */
public final class HandMandate implements Mandate {

    private final List<Runnable> whenTaken = new CopyOnWriteArrayList<>();
    private volatile boolean held;

    public HandMandate(boolean held) {
        this.held = held;
    }

    public void take() {
        held = true;
        whenTaken.forEach(Runnable::run);
    }

    public void lose() {
        held = false;
    }

    @Override
    public boolean held() {
        return held;
    }

    @Override
    public void onTaken(Runnable action) {
        whenTaken.add(action);
    }
}
