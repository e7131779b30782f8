package dev.baton.bench;

/**
 * One run of one case.
 *
 * @param base the mean of the base's primary number before and after it; NaN if there is none
 * @param error empty if it succeeded
 */
record Run(Group group, Case one, int round, Result result, double base, String error) {
    double primary() {
        return result.value(group.shape().key);
    }

    Run withBaseAfter(double after) {
        double mean = Double.isNaN(base) ? after : Double.isNaN(after) ? base : (base + after) / 2;
        return new Run(group, one, round, result, mean, error);
    }

    boolean failed() {
        return !error.isEmpty();
    }
}
