#include "ui/run/SourceChooser.h"

#include "ui/kit/Layout.h"
#include "ui/kit/Numbers.h"
#include "ui/kit/PlainText.h"

#include <QHeaderView>
#include <QSignalBlocker>

namespace metaspo {

namespace {

enum SourceColumn { NameColumn, TrainColumn, ValidationColumn, TestColumn, RoleColumn, columnsInAll };
constexpr int nameRole = Qt::UserRole;

} // namespace

SourceChooser::SourceChooser(QWidget* parent)
    : QTreeWidget(parent)
{
    nameWidget(this, QStringLiteral("sources"), tr("Source tasks"));
    setColumnCount(columnsInAll);
    setHeaderLabels({tr("Task"), tr("Train"), tr("Validation"), tr("Test"), tr("Role")});
    setUniformRowHeights(true);
    setSelectionMode(QAbstractItemView::SingleSelection);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(NameColumn, QHeaderView::Stretch);
    for (int column = TrainColumn; column < columnsInAll; ++column)
        header()->setSectionResizeMode(column, QHeaderView::ResizeToContents);
    connect(this, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int column) {
        if (column == NameColumn && item->parent())
            Q_EMIT changed();
    });
}

template <typename Visit>
void SourceChooser::forEachTask(Visit visit) const
{
    for (int domain = 0; domain < topLevelItemCount(); ++domain)
        for (int task = 0; task < topLevelItem(domain)->childCount(); ++task)
            visit(topLevelItem(domain), topLevelItem(domain)->child(task));
}

void SourceChooser::show(const QList<TaskSummary>& tasks)
{
    const QSignalBlocker quiet(this);
    clear();
    QMap<QString, QTreeWidgetItem*> domains;
    for (const TaskSummary& summary : tasks)
        domains.insert(summary.task.domain, nullptr);
    for (auto domain = domains.begin(); domain != domains.end(); ++domain) {
        auto* item = new QTreeWidgetItem(this, {displayLine(domain.key())});
        item->setData(NameColumn, nameRole, domain.key());
        item->setFlags(item->flags() | Qt::ItemIsUserCheckable | Qt::ItemIsAutoTristate);
        item->setCheckState(NameColumn, Qt::Unchecked);
        item->setExpanded(true);
        *domain = item;
    }
    for (const TaskSummary& summary : tasks) {
        auto* item = new QTreeWidgetItem(domains.value(summary.task.domain),
                                         {displayLine(summary.task.name), countText(summary.train),
                                          countText(summary.validation), countText(summary.test),
                                          summary.task.role == TaskRole::Source ? tr("source") : tr("target")});
        item->setData(NameColumn, nameRole, summary.task.name);
        item->setFlags((item->flags() | Qt::ItemIsUserCheckable) & ~Qt::ItemIsDropEnabled);
        item->setCheckState(NameColumn, Qt::Unchecked);
        for (int column = TrainColumn; column <= TestColumn; ++column)
            item->setTextAlignment(column, Qt::AlignTrailing | Qt::AlignVCenter);
    }
}

void SourceChooser::setChosen(const QStringList& tasks)
{
    const QSignalBlocker quiet(this);
    forEachTask([&tasks](QTreeWidgetItem*, QTreeWidgetItem* task) {
        const bool isChosen = tasks.contains(task->data(NameColumn, nameRole).toString());
        task->setCheckState(NameColumn, isChosen ? Qt::Checked : Qt::Unchecked);
    });
    viewport()->update();
}

QStringList SourceChooser::chosen() const
{
    QStringList names;
    forEachTask([&names](QTreeWidgetItem*, QTreeWidgetItem* task) {
        if (task->checkState(NameColumn) == Qt::Checked)
            names.append(task->data(NameColumn, nameRole).toString());
    });
    return names;
}

QStringList SourceChooser::chosenDomains() const
{
    QStringList domains;
    forEachTask([&domains](QTreeWidgetItem* domain, QTreeWidgetItem* task) {
        const QString name = domain->data(NameColumn, nameRole).toString();
        if (task->checkState(NameColumn) == Qt::Checked && !domains.contains(name))
            domains.append(name);
    });
    return domains;
}

void SourceChooser::keepOneDomain()
{
    const QStringList domains = chosenDomains();
    if (domains.size() < 2)
        return;
    const QSignalBlocker quiet(this);
    forEachTask([&domains](QTreeWidgetItem* domain, QTreeWidgetItem* task) {
        if (domain->data(NameColumn, nameRole).toString() != domains.front())
            task->setCheckState(NameColumn, Qt::Unchecked);
    });
    viewport()->update();
}

} // namespace metaspo
