#include "ui/kit/TableActions.h"

#include "core/analysis/TableFile.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/ShownTable.h"
#include "ui/kit/TableFormats.h"
#include "ui/kit/TableTransfer.h"

#include <QAbstractItemView>
#include <QAction>
#include <QClipboard>
#include <QDesktopServices>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QItemSelectionModel>
#include <QMenu>
#include <QTreeView>
#include <QUrl>

namespace metaspo {

namespace {

constexpr qsizetype mostCopiedRows = 50'000; // more is no text that a person pastes somewhere

TableActions::Readers readersOf(TableFormat format)
{
    return format == TableFormat::Markdown || format == TableFormat::Latex ? TableActions::Readers::People
                                                                           : TableActions::Readers::Programs;
}

} // namespace

TableActions::TableActions(QAbstractItemView* view, Provider provider, QWidget* parent)
    : QToolButton(parent)
    , m_view(view)
    , m_provider(std::move(provider))
{
    nameWidget(this, view->objectName() + QStringLiteral("Actions"),
               tr("Copy or export: %1").arg(view->accessibleName()));
    setText(tr("Copy or export"));
    setIcon(metaspo::icon(QStringLiteral("export")));
    setToolTip(tr("Copy or export the table"));
    setAutoRaise(true);
    setPopupMode(QToolButton::InstantPopup);
    setFocusPolicy(Qt::StrongFocus);
    auto* menu = new QMenu(this);
    setMenu(menu);
    m_forChosen.append(
        menu->addMenu(makeCopyMenu(tr("Copy the &chosen rows"), QStringLiteral("chosen"), Range::Chosen)));
    menu->addMenu(makeCopyMenu(tr("Copy &all rows"), QStringLiteral("all"), Range::All));
    menu->addSeparator();
    addExport(tr("Export the chosen &rows…"), QStringLiteral("table-export-chosen"), Range::Chosen);
    addExport(tr("&Export all rows…"), QStringLiteral("table-export-all"), Range::All);

    auto* copyRows = new QAction(tr("Copy the chosen rows"), view);
    copyRows->setObjectName(QStringLiteral("table-copy"));
    copyRows->setShortcut(QKeySequence::Copy);
    copyRows->setShortcutContext(Qt::WidgetShortcut);
    connect(copyRows, &QAction::triggered, this, [this] { copy(TableFormat::Tsv, Range::Chosen); });
    view->addAction(copyRows);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(view->model(), signal, this, &TableActions::allowWhatIsPossible);
    connect(view->model(), &QAbstractItemModel::modelReset, this, &TableActions::allowWhatIsPossible);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TableActions::allowWhatIsPossible);
    allowWhatIsPossible();
}

QMenu* TableActions::makeCopyMenu(const QString& title, const QString& name, Range range)
{
    auto* menu = new QMenu(title, this);
    for (const TableFormat format : allTableFormats) {
        QAction* action = menu->addAction(formatTitle(format));
        action->setObjectName(QStringLiteral("table-copy-%1-%2").arg(name, metaspo::name(format)));
        connect(action, &QAction::triggered, this, [this, format, range] { copy(format, range); });
    }
    return menu;
}

void TableActions::addExport(const QString& title, const QString& name, Range range)
{
    QAction* action = menu()->addAction(title);
    action->setObjectName(name);
    connect(action, &QAction::triggered, this, [this, range] { askForFile(range); });
    if (range == Range::Chosen)
        m_forChosen.append(action);
}

void TableActions::allowWhatIsPossible()
{
    setEnabled(m_view->model()->rowCount() > 0);
    for (QAction* action : std::as_const(m_forChosen))
        action->setEnabled(m_view->selectionModel()->hasSelection());
}

// From the ranges: a table may have a million rows. A tree has fewer, and its rows are those of flatRows.
QList<int> TableActions::chosenRows() const
{
    if (qobject_cast<const QTreeView*>(m_view))
        return chosenRowsOfTree();
    QList<int> rows;
    for (const QItemSelectionRange& range : m_view->selectionModel()->selection())
        for (int row = range.top(); row <= range.bottom(); ++row)
            rows.append(row);
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
    return rows;
}

QList<int> TableActions::chosenRowsOfTree() const
{
    QList<int> rows;
    const QModelIndexList all = flatRows(*m_view->model());
    for (int row = 0; row < all.size(); ++row)
        if (m_view->selectionModel()->isSelected(all.at(row)))
            rows.append(row);
    return rows;
}

std::optional<QList<int>> TableActions::rowsOf(Range range) const
{
    return range == Range::All ? std::nullopt : std::optional(chosenRows());
}

TableSource TableActions::source(TableFormat format, const std::optional<QList<int>>& rows) const
{
    return m_provider(rows, readersOf(format));
}

void TableActions::copy(TableFormat format, Range range)
{
    const std::optional<QList<int>> rows = rowsOf(range);
    if (rows && rows->isEmpty())
        return;
    const TableSource table = source(format, rows);
    if (table.rowCount > mostCopiedRows) {
        Notice notice = Notice::information(tr("%L1 rows are too many for the clipboard.").arg(table.rowCount));
        notice.remedy = tr("Export them to a file.");
        return Q_EMIT noticeRaised(notice.offering(tr("Export…"), [this, range] { askForFile(range); }));
    }
    auto* transfer = new TableTransfer(table, format, this);
    connect(transfer, &TableTransfer::failed, this,
            [this](const Error& error) { Q_EMIT noticeRaised(Notice::error(error)); });
    connect(transfer, &TableTransfer::finished, this, [this, count = table.rowCount](const QString& text) {
        QGuiApplication::clipboard()->setText(text);
        Q_EMIT noticeRaised(Notice::success(tr("%n row(s) copied.", nullptr, static_cast<int>(count))));
    });
    transfer->toText();
}

void TableActions::askForFile(Range range)
{
    QStringList filters;
    for (const TableFormat format : allTableFormats)
        filters.append(formatFilter(format));
    auto* dialog = new QFileDialog(this, tr("Export: %1").arg(m_view->accessibleName()));
    dialog->setObjectName(QStringLiteral("exportTableDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters(filters);
    const auto chosenFormat = [dialog, filters] {
        const qsizetype place = std::max<qsizetype>(0, filters.indexOf(dialog->selectedNameFilter()));
        return allTableFormats.at(static_cast<std::size_t>(place));
    };
    const auto followFilter = [dialog, chosenFormat] { dialog->setDefaultSuffix(fileSuffix(chosenFormat())); };
    connect(dialog, &QFileDialog::filterSelected, dialog, followFilter);
    followFilter();
    dialog->selectFile(source(TableFormat::Csv, QList<int>()).name);
    connect(dialog, &QFileDialog::fileSelected, this, [this, chosenFormat, rows = rowsOf(range)](const QString& path) {
        exportTo(path, chosenFormat(), rows);
    });
    dialog->open();
}

void TableActions::exportTo(const QString& path, TableFormat format, const std::optional<QList<int>>& rows)
{
    const TableSource table = source(format, rows);
    auto* transfer = new TableTransfer(table, format, this);
    connect(transfer, &TableTransfer::failed, this,
            [this](const Error& error) { Q_EMIT noticeRaised(Notice::error(error)); });
    connect(transfer, &TableTransfer::finished, this, [this, path, count = table.rowCount] {
        Notice notice = Notice::success(tr("%n row(s) were written.", nullptr, static_cast<int>(count)));
        notice.why = path;
        Q_EMIT noticeRaised(notice.offering(tr("Open the folder"), [path] {
            QDesktopServices::openUrl(QUrl::fromLocalFile(QFileInfo(path).absolutePath()));
        }));
    });
    transfer->toFile(path);
}

} // namespace metaspo
