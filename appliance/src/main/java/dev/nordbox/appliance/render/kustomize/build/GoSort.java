package dev.nordbox.appliance.render.kustomize.build;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Sorts by an order that need not be one: Kustomize's comparison of namespaces can run in circles,
 * and then the outcome is the algorithm's. Short lists are sorted as Go sorts them.
 */
final class GoSort {
    /** Go sorts lists up to this length by insertion. */
    private static final int SHORT = 12;

    private GoSort() {}

    static <T> void sort(List<T> items, BiPredicate<T, T> isLess) {
        if (items.size() <= SHORT) {
            insertionSort(items, isLess);
        } else {
            mergeSort(items, isLess);
        }
    }

    private static <T> void insertionSort(List<T> items, BiPredicate<T, T> isLess) {
        for (int i = 1; i < items.size(); i++) {
            for (int j = i; j > 0 && isLess.test(items.get(j), items.get(j - 1)); j--) {
                Collections.swap(items, j, j - 1);
            }
        }
    }

    /** The JDK's own sort throws at an order that contradicts itself. */
    private static <T> void mergeSort(List<T> items, BiPredicate<T, T> isLess) {
        if (items.size() < 2) {
            return;
        }
        int middle = items.size() / 2;
        List<T> left = new ArrayList<>(items.subList(0, middle));
        List<T> right = new ArrayList<>(items.subList(middle, items.size()));
        mergeSort(left, isLess);
        mergeSort(right, isLess);
        int l = 0;
        int r = 0;
        for (int i = 0; i < items.size(); i++) {
            boolean takeRight =
                    l == left.size() || r < right.size() && isLess.test(right.get(r), left.get(l));
            items.set(i, takeRight ? right.get(r++) : left.get(l++));
        }
    }
}
