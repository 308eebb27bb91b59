#include "ui/tasks/ReplacePreviewModel.h"

#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"
#include "ui/tasks/ExampleModel.h"

#include <algorithm>

namespace metaspo {

namespace {

constexpr qsizetype wordsBefore = 30; ///< characters shown before the first difference
constexpr int shownWidth = 200;

QString excerpt(const QString& text, qsizetype from)
{
    const QString line = displayLine(QStringView(text).mid(from), shownWidth);
    return from > 0 ? QStringLiteral("…") + line : line;
}

} // namespace

void ReplacePreviewModel::setEdit(const TaskEdit& edit)
{
    beginResetModel();
    m_rows.clear();
    const auto add = [this](int example, const QString& place, const QString& before, const QString& after) {
        if (before == after)
            return;
        const auto differs = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
        const qsizetype from = std::max<qsizetype>(0, differs.first - before.begin() - wordsBefore);
        m_rows.append({example, place, excerpt(before, from), excerpt(after, from)});
    };
    for (const ExampleEdit& one : edit.examples) {
        if (m_rows.size() >= mostRows)
            break;
        add(one.index(), tr("Question"), one.before->question, one.after->question);
        add(one.index(), tr("Answers"), linesOf(one.before->answers), linesOf(one.after->answers));
    }
    endResetModel();
}

int ReplacePreviewModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ReplacePreviewModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ReplacePreviewModel::data(const QModelIndex& index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const Row& row = m_rows.at(index.row());
    if (role == Qt::TextAlignmentRole && index.column() == NumberColumn)
        return QVariant::fromValue<Qt::Alignment>(Qt::AlignTrailing | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case NumberColumn: return countText(row.example);
    case PlaceColumn: return row.place;
    case BeforeColumn: return row.before;
    case AfterColumn: return row.after;
    default: return {};
    }
}

QVariant ReplacePreviewModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NumberColumn: return tr("No.");
    case PlaceColumn: return tr("Where");
    case BeforeColumn: return tr("Before");
    case AfterColumn: return tr("After");
    default: return {};
    }
}

} // namespace metaspo
