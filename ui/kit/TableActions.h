#pragma once

#include "core/analysis/TableWriter.h"
#include "ui/kit/Notice.h"
#include "ui/kit/TableSource.h"

#include <QToolButton>
#include <optional>

class QAbstractItemView;

namespace metaspo {

/// The button "Copy or export" beside a table: rows as CSV, TSV, Markdown, LaTeX or JSON Lines into the clipboard or a
/// file, the same as the command line writes them. Ctrl+C in the table copies the chosen rows for a spreadsheet.
class TableActions : public QToolButton
{
    Q_OBJECT

public:
    /// Programs read exact values, a value a row; people a table as it is shown. CSV, TSV and JSON Lines are for
    /// programs, Markdown and LaTeX for people.
    enum class Readers { Programs, People };
    /// `rows`: of the view's model, of a tree those of flatRows; ascending; absent: all.
    using Provider = std::function<TableSource(const std::optional<QList<int>>& rows, Readers readers)>;

    /// Named after the view. The view must have its model.
    TableActions(QAbstractItemView* view, Provider provider, QWidget* parent);

    void exportTo(const QString& path, TableFormat format, const std::optional<QList<int>>& rows);

Q_SIGNALS:
    void noticeRaised(const metaspo::Notice& notice);

private:
    enum class Range { Chosen, All };
    QMenu* makeCopyMenu(const QString& title, const QString& name, Range range);
    void addExport(const QString& title, const QString& name, Range range);
    void copy(TableFormat format, Range range);
    void askForFile(Range range);
    void allowWhatIsPossible();
    QList<int> chosenRows() const;
    QList<int> chosenRowsOfTree() const;
    std::optional<QList<int>> rowsOf(Range range) const;
    TableSource source(TableFormat format, const std::optional<QList<int>>& rows) const;

    QAbstractItemView* m_view;
    Provider m_provider;
    QList<QAction*> m_forChosen;
};

} // namespace metaspo
