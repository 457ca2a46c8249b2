package dev.nordbox.appliance.render.yaml;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/** A sequence of nodes. */
public final class ListNode extends Node implements Iterable<Node> {
    private final ArrayList<Node> items = new ArrayList<>();

    public ListNode() {
        super(Tag.LIST);
    }

    public static ListNode of(Collection<? extends Node> items) {
        ListNode list = new ListNode();
        list.items.addAll(items);
        return list;
    }

    public int size() {
        return items.size();
    }

    public boolean isEmpty() {
        return items.isEmpty();
    }

    public Node get(int index) {
        return items.get(index);
    }

    public void set(int index, Node item) {
        items.set(index, item);
    }

    public void add(Node item) {
        items.add(item);
    }

    /** Puts other items in the place of all present ones. */
    public void setItems(Collection<? extends Node> others) {
        List<Node> kept = List.copyOf(others);
        items.clear();
        items.addAll(kept);
    }

    /** A view: it follows later changes of the list. */
    public List<Node> items() {
        return Collections.unmodifiableList(items);
    }

    @Override
    public Iterator<Node> iterator() {
        return items().iterator();
    }

    @Override
    public ListNode copy() {
        ListNode copy = new ListNode();
        copy.items.ensureCapacity(items.size());
        for (Node item : items) {
            copy.items.add(item.copy());
        }
        return dress(copy);
    }

    @Override
    public String toString() {
        return items.toString();
    }
}
