#include "ui/window/CommandModel.h"

#include "ui/kit/RowDelegate.h"
#include "ui/kit/Theme.h"

#include <algorithm>

namespace metaspo {

namespace {

QString nameOf(const QAction* action)
{
    QString text = action->text();
    return text.remove(QLatin1Char('&'));
}

} // namespace

int fit(const QString& typed, const QString& name)
{
    int points = 0;
    qsizetype place = 0;
    qsizetype last = -2;
    for (const QChar letter : typed) {
        if (letter.isSpace())
            continue;
        place = name.indexOf(letter, place, Qt::CaseInsensitive);
        if (place < 0)
            return -1;
        const bool beginsWord = place == 0 || !name.at(place - 1).isLetterOrNumber();
        points += 1 + (place == last + 1 ? 4 : 0) + (beginsWord ? 3 : 0);
        last = place++;
    }
    return points;
}

CommandModel::CommandModel(const QList<QAction*>& actions, QObject* parent)
    : QAbstractListModel(parent)
{
    for (QAction* action : actions)
        m_all.append(action);
    m_shown = m_all;
}

void CommandModel::narrow(const QString& typed)
{
    beginResetModel();
    QList<std::pair<int, QPointer<QAction>>> fitting;
    for (const QPointer<QAction>& action : m_all)
        if (const int points = action ? fit(typed, nameOf(action)) : -1; points >= 0)
            fitting.append({points, action});
    std::stable_sort(fitting.begin(), fitting.end(),
                     [](const auto& one, const auto& other) { return one.first > other.first; });
    m_shown.clear();
    for (const auto& [points, action] : fitting)
        m_shown.append(action);
    endResetModel();
}

QAction* CommandModel::action(const QModelIndex& index) const
{
    return index.isValid() ? m_shown.at(index.row()).data() : nullptr;
}

int CommandModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant CommandModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QAction* shown = action(index);
    if (!shown)
        return {};
    switch (role) {
    case Qt::DisplayRole: return nameOf(shown);
    case TrailingRole: return shown->shortcut().toString(QKeySequence::NativeText);
    case ToneRole: return static_cast<int>(shown->isEnabled() ? Tone::Accent : Tone::Quiet);
    case IconNameRole: return shown->isEnabled() ? QStringLiteral("command") : QStringLiteral("dash-circle");
    case Qt::AccessibleTextRole:
        return shown->isEnabled() ? nameOf(shown) : tr("%1, not possible now").arg(nameOf(shown));
    default: return {};
    }
}

} // namespace metaspo
