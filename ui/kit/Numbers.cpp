#include "ui/kit/Numbers.h"

#include <QCoreApplication>
#include <QLocale>
#include <cmath>

namespace metaspo {

namespace {

struct Numbers
{
    Q_DECLARE_TR_FUNCTIONS(metaspo::Numbers)
};

} // namespace

QString countText(qint64 count)
{
    return QLocale().toString(count);
}

QString percentText(double fraction, int decimals)
{
    if (std::isnan(fraction))
        return QStringLiteral("–");
    //: a percentage; some languages want no space
    return Numbers::tr("%1 %").arg(QLocale().toString(fraction * 100, 'f', decimals));
}

QString dollarsText(const std::optional<qint64>& nanoDollars)
{
    if (!nanoDollars)
        return Numbers::tr("n/a", "a price that is not known");
    const double dollars = static_cast<double>(*nanoDollars) / 1e9;
    const int decimals = dollars != 0 && std::abs(dollars) < 0.1 ? 4 : 2;
    // The locale of programs knows no currency and would put the sign behind the number.
    const QLocale locale = QLocale() == QLocale::c() ? QLocale(QLocale::English, QLocale::UnitedStates) : QLocale();
    return locale.toCurrencyString(dollars, QStringLiteral("$"), decimals);
}

QString durationText(qint64 seconds)
{
    if (seconds < 90)
        return Numbers::tr("%1 s").arg(seconds);
    const qint64 minutes = (seconds + 30) / 60;
    if (minutes < 90)
        return Numbers::tr("%1 min").arg(minutes);
    return Numbers::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
}

QString bytesText(qint64 bytes)
{
    return QLocale().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

QString agoText(qint64 seconds)
{
    if (seconds < 90)
        return Numbers::tr("just now");
    if (seconds < 90 * 60)
        return Numbers::tr("%1 min ago").arg(seconds / 60);
    if (seconds < 36 * 3600)
        return Numbers::tr("%1 h ago").arg((seconds + 1800) / 3600);
    return Numbers::tr("%1 days ago").arg((seconds + 43200) / 86400);
}

} // namespace metaspo
