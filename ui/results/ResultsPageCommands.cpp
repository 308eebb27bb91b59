#include "core/analysis/MethodTableExport.h"
#include "ui/kit/PlainText.h"
#include "ui/results/MethodModel.h"
#include "ui/results/MissingScores.h"
#include "ui/results/ResultsPage.h"

#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <algorithm>
#include <numeric>

// What the results page does with the chosen rows: runs what they lack, and gives them away.
namespace metaspo {

QList<qsizetype> ResultsPage::chosenMethods() const
{
    QList<qsizetype> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (m_model->isMethod(index.row()))
            rows.append(index.row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void ResultsPage::runWhatIsMissing()
{
    const QList<qsizetype> chosen = chosenMethods();
    runMissing(missingScores(m_model->table(), chosen.isEmpty() ? allRows() : chosen));
}

QList<qsizetype> ResultsPage::allRows() const
{
    QList<qsizetype> rows(m_model->table().rows.size());
    std::iota(rows.begin(), rows.end(), 0);
    return rows;
}

// A run has one base model: with several, the user says which.
void ResultsPage::runMissing(const QList<MissingScore>& missing)
{
    const QList<MissingRun> runs = missingRuns(m_model->table(), missing);
    if (!m_project || m_project->isReadOnly() || runs.isEmpty())
        return;
    if (runs.size() == 1)
        return Q_EMIT runRequested(runs.first().request);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("missingModels"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (const MissingRun& run : runs) {
        QString model = displayLine(run.baseModel, 60);
        QAction* action = menu->addAction(
            tr("%Ln score(s) with %1", nullptr, run.scores).arg(model.replace(QLatin1Char('&'), QStringLiteral("&&"))));
        connect(action, &QAction::triggered, this, [this, request = run.request] { Q_EMIT runRequested(request); });
    }
    menu->popup(m_missing->mapToGlobal(QPoint(0, m_missing->height())));
}

TableSource ResultsPage::source(const std::optional<QList<int>>& rows, TableActions::Readers readers) const
{
    QList<qsizetype> methods;
    for (qsizetype row = 0; row < m_model->table().rows.size(); ++row)
        if (!rows || rows->contains(static_cast<int>(row)))
            methods.append(row);
    const QString name = QStringLiteral("results");
    if (readers == TableActions::Readers::Programs)
        return TableSource::of(exactTable(m_model->table(), methods), name);
    Table readable = readableTable(m_model->table(), methods);
    if (!rows)
        appendBaselines(m_model->table(), readable);
    return TableSource::of(readable, name);
}

} // namespace metaspo
