package okpay.bench;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// Who is paid: all alike, a few far more often than the rest (Zipf, exponent 1), or a share of all
/// payments to some hot accounts.
final class Payees {

    private final int accounts;
    private final int hotAccounts;
    private final int hotPercent;
    private final double[] zipf;

    /// @param hotPercent how many of a hundred payments go to one of the hot accounts
    Payees(int accounts, int hotAccounts, int hotPercent, boolean zipf) {
        this.accounts = accounts;
        this.hotAccounts = hotAccounts;
        this.hotPercent = hotPercent;
        this.zipf = zipf ? cumulated(accounts) : new double[0];
    }

    private static double[] cumulated(int accounts) {
        var sums = new double[accounts];
        double sum = 0;
        for (int i = 0; i < accounts; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }

    /// @param payer is never the payee
    int next(int payer, RandomGenerator dice) {
        int drawn = draw(dice);
        return drawn == payer ? (drawn + 1) % accounts : drawn;
    }

    private int draw(RandomGenerator dice) {
        if (hotAccounts > 0 && dice.nextInt(100) < hotPercent) {
            return dice.nextInt(hotAccounts);
        }
        if (zipf.length > 0) {
            int at = Arrays.binarySearch(zipf, dice.nextDouble(zipf[accounts - 1]));
            return Math.min(accounts - 1, at < 0 ? -at - 1 : at);
        }
        return dice.nextInt(accounts);
    }
}
