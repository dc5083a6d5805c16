package okpay.ledger;

import okpay.money.Money;

/// An earlier transfer, and how much of it has been given back.
///
/// @param payer who was debited, and gets it back
/// @param refunded by us or the payee, minor units
/// @param chargedBack by a bank against the payee's will, minor units
/// @param version 0 when nothing was given back before; grows with every batch that writes it
record Given(
        TransferId transfer,
        AccountId payer,
        Money amount,
        long refunded,
        long chargedBack,
        long version) {

    Given {
        if (refunded < 0 || chargedBack < 0 || refunded + chargedBack > amount.minor()) {
            throw new IllegalArgumentException("More given back than taken: " + transfer);
        }
    }

    boolean covers(long minor) {
        return minor <= amount.minor() - refunded - chargedBack;
    }

    Given plus(long minor, Purpose purpose) {
        return purpose == Purpose.CHARGEBACK
                ? with(refunded, chargedBack + minor, version)
                : with(refunded + minor, chargedBack, version);
    }

    Given nextVersion() {
        return with(refunded, chargedBack, version + 1);
    }

    private Given with(long newRefunded, long newChargedBack, long newVersion) {
        return new Given(transfer, payer, amount, newRefunded, newChargedBack, newVersion);
    }
}
