#include "ui/connections/CheckModel.h"

#include "core/analysis/CheckTables.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace metaspo {

namespace {

constexpr int checkCount = 8;

// In the order in which they are made; a name that is not here is shown as it comes.
QString titleOf(const QString& name, int place)
{
    const QStringList titles{CheckModel::tr("The server can be reached"), CheckModel::tr("The key is accepted"),
                             CheckModel::tr("The model is there"),        CheckModel::tr("It answers"),
                             CheckModel::tr("Latency"),                   CheckModel::tr("Limits"),
                             CheckModel::tr("The system role works"),     CheckModel::tr("Token usage is reported")};
    const QStringList names{QStringLiteral("reachable"),   QStringLiteral("key"),     QStringLiteral("models"),
                            QStringLiteral("completion"),  QStringLiteral("latency"), QStringLiteral("limits"),
                            QStringLiteral("system role"), QStringLiteral("usage")};
    const qsizetype known = name.isEmpty() ? place : names.indexOf(name);
    return known >= 0 ? titles.value(known) : displayLine(name, 60);
}

} // namespace

void CheckModel::begin()
{
    beginResetModel();
    m_checks.clear();
    m_expected = checkCount;
    endResetModel();
}

void CheckModel::clear()
{
    beginResetModel();
    m_checks.clear();
    m_expected = 0;
    endResetModel();
}

void CheckModel::add(const ConnectionCheck& check)
{
    const int row = static_cast<int>(m_checks.size());
    if (row < m_expected) {
        m_checks.append(check);
        Q_EMIT dataChanged(index(row), index(row));
        return;
    }
    beginInsertRows({}, row, row);
    m_checks.append(check);
    m_expected = row + 1;
    endInsertRows();
}

int CheckModel::passed() const
{
    return static_cast<int>(std::count_if(m_checks.begin(), m_checks.end(), [](const ConnectionCheck& check) {
        return check.verdict == ConnectionCheck::Verdict::Passed;
    }));
}

int CheckModel::failed() const
{
    return static_cast<int>(std::count_if(m_checks.begin(), m_checks.end(), [](const ConnectionCheck& check) {
        return check.verdict == ConnectionCheck::Verdict::Failed;
    }));
}

TableSource CheckModel::source(const std::optional<QList<int>>& rows) const
{
    QList<ConnectionCheck> chosen;
    for (int place = 0; place < m_checks.size(); ++place) // rows of those that are still to come have nothing to give
        if (!rows || rows->contains(place))
            chosen.append(m_checks.at(place));
    return TableSource::of(checkTable(chosen), QStringLiteral("checks"));
}

int CheckModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : m_expected;
}

QVariant CheckModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    using Verdict = ConnectionCheck::Verdict;
    const bool isDone = index.row() < m_checks.size();
    const ConnectionCheck check = m_checks.value(index.row());
    switch (role) {
    case Qt::DisplayRole: return titleOf(check.name, index.row());
    case SecondLineRole:
        if (!isDone)
            return {};
        return check.verdict == Verdict::Skipped && check.detail.isEmpty() ? tr("Not checked.")
                                                                           : displayLine(check.detail, 1000);
    case Qt::AccessibleTextRole: {
        const QString verdict = !isDone                              ? tr("waiting")
                                : check.verdict == Verdict::Passed ? tr("passed")
                                : check.verdict == Verdict::Failed ? tr("failed")
                                                                     : tr("not checked");
        return QStringLiteral("%1: %2. %3").arg(titleOf(check.name, index.row()), verdict,
                                                displayLine(check.detail, 1000));
    }
    case TrailingRole:
        return isDone && check.verdict != Verdict::Skipped && check.milliseconds > 0
                   ? tr("%1 ms").arg(countText(check.milliseconds))
                   : QString();
    case IconNameRole:
        return !isDone || check.verdict == Verdict::Skipped ? QStringLiteral("dash-circle")
               : check.verdict == Verdict::Passed           ? QStringLiteral("check-circle")
                                                            : QStringLiteral("cross-circle");
    case ToneRole:
        return static_cast<int>(!isDone || check.verdict == Verdict::Skipped ? Tone::Quiet
                                : check.verdict == Verdict::Passed           ? Tone::Good
                                                                             : Tone::Bad);
    default: return {};
    }
}

} // namespace metaspo
