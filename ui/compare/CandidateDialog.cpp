#include "ui/compare/CandidateDialog.h"

#include "ui/compare/CandidateListModel.h"
#include "ui/kit/Background.h"
#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/run/RunListDelegate.h"
#include "ui/run/RunListModel.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

namespace metaspo {

CandidateDialog::CandidateDialog(const std::shared_ptr<Project>& project, const std::optional<CandidateId>& alike,
                                 QWidget* parent)
    : QDialog(parent)
    , m_project(project)
    , m_alike(alike)
    , m_runs(new RunListModel(this))
    , m_candidates(new CandidateListModel(this))
    , m_runList(new QListView(this))
    , m_table(new QTableView(this))
    , m_kind(new QComboBox(this))
    , m_search(new QLineEdit(this))
    , m_text(new PlainTextView(this))
    , m_none(hint({}, this))
{
    setObjectName(QStringLiteral("candidateDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Add prompts to the comparison"));
    auto* splitter = new QSplitter(this);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeRuns());
    splitter->addWidget(makeCandidates());
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({220, 640});
    auto* buttons = new QDialogButtonBox(this);
    m_add = buttons->addButton(tr("Add"), QDialogButtonBox::AcceptRole);
    nameWidget(m_add, QStringLiteral("addChosenPrompts"), tr("Add the chosen prompts"));
    QPushButton* cancel = buttons->addButton(QDialogButtonBox::Cancel);
    nameWidget(cancel, QStringLiteral("cancelPrompts"), cancel->text());
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        Q_EMIT chosen(selected());
        accept();
    });
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 20, 20, 16);
    rows->setSpacing(gap);
    rows->addWidget(hint(tr("Choose one or more prompts; Ctrl or Shift takes several. System prompts are compared with "
                            "system prompts, user prompts with user prompts of the same task."),
                         this));
    rows->addWidget(splitter, 1);
    rows->addWidget(buttons);
    resize(900, 600);
    showChosen();
    readRuns();
}

QWidget* CandidateDialog::makeRuns()
{
    auto* area = new QWidget(this);
    nameWidget(m_runList, QStringLiteral("promptRuns"), tr("Runs of this project"));
    m_runList->setModel(m_runs);
    m_runList->setItemDelegate(new RunListDelegate(m_runList));
    m_runList->setUniformItemSizes(true);
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(caption(tr("Run"), area));
    rows->addWidget(m_runList, 1);
    connect(m_runList->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
        if (const RunRecord* record = m_runs->record(index))
            showRun(record->id);
    });
    return area;
}

QWidget* CandidateDialog::makeCandidates()
{
    auto* area = new QWidget(this);
    nameWidget(m_kind, QStringLiteral("promptKind"), tr("Which prompts"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    nameWidget(m_search, QStringLiteral("promptSearch"), tr("Find a prompt by step or state"));
    m_search->setPlaceholderText(tr("Find by step or state"));
    m_search->setClearButtonEnabled(true);
    nameWidget(m_table, QStringLiteral("promptTable"), tr("Prompts of the run"));
    prepareTable(m_table);
    m_table->setModel(m_candidates);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_table->horizontalHeader()->setSectionResizeMode(CandidateListModel::NameColumn, QHeaderView::Stretch);
    m_table->setColumnWidth(CandidateListModel::StepColumn, 22 * fontMetrics().averageCharWidth());
    nameWidget(m_text, QStringLiteral("promptPreview"), tr("Text of the prompt"));
    m_none->setObjectName(QStringLiteral("promptNone"));
    auto* top = new QHBoxLayout;
    top->addWidget(m_kind);
    top->addWidget(m_search, 1);
    auto* list = new QWidget(area);
    auto* listRows = new QVBoxLayout(list);
    listRows->setContentsMargins(0, 0, 0, 0);
    listRows->addLayout(top);
    listRows->addWidget(m_none);
    listRows->addWidget(m_table, 1);
    auto* splitter = new QSplitter(Qt::Vertical, area);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(list);
    splitter->addWidget(m_text);
    splitter->setSizes({320, 160});
    auto* rows = new QVBoxLayout(area);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->addWidget(splitter);
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CandidateDialog::narrow);
    connect(m_search, &QLineEdit::textChanged, this, &CandidateDialog::narrow);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &CandidateDialog::showChosen);
    connect(m_table, &QTableView::doubleClicked, this, [this] { m_add->click(); });
    return area;
}

void CandidateDialog::readRuns()
{
    const std::shared_ptr<Project> project = m_project.lock();
    if (!project)
        return;
    whenDone(project->queries().runs(), this, [this](const Result<QList<RunRecord>>& runs) {
        if (!runs)
            return Q_EMIT failed(runs.error());
        m_runs->show(*runs);
        const QModelIndex wanted = m_alike ? m_runs->indexOf(m_alike->run) : QModelIndex();
        m_runList->setCurrentIndex(wanted.isValid() ? wanted : m_runs->index(0));
    });
}

void CandidateDialog::showRun(qint64 run)
{
    const std::shared_ptr<Project> project = m_project.lock();
    if (!project)
        return;
    m_run = run;
    m_candidates->show({});
    showChosen();
    whenDone(project->queries().candidateNames(run), this, [this, run](const Result<QList<CandidateRecord>>& records) {
        if (run != m_run)
            return; // another run was chosen since
        if (!records)
            return Q_EMIT failed(records.error());
        m_candidates->show(*records);
        fillKinds();
    });
}

bool CandidateDialog::isFitting(const std::optional<QString>& task) const
{
    return !m_alike || m_alike->step.task == task.value_or(QString());
}

void CandidateDialog::fillKinds()
{
    const QSignalBlocker blocker(m_kind);
    const QVariant before = m_kind->currentData();
    m_kind->clear();
    for (const std::optional<QString>& task : m_candidates->kinds())
        if (isFitting(task))
            m_kind->addItem(task ? tr("User prompts of %1").arg(displayLine(*task, 40)) : tr("System prompts"),
                            task.value_or(QString()));
    m_kind->setCurrentIndex(std::max(0, m_kind->findData(before)));
    narrow();
}

void CandidateDialog::narrow()
{
    const QString task = m_kind->currentData().toString();
    const bool isAny = m_kind->count() > 0;
    // Of a task without a name there is no prompt.
    m_candidates->narrow(task.isEmpty() && isAny ? std::nullopt : std::optional(task), m_search->text());
    m_none->setText(isAny ? tr("No prompt is called so.") : tr("This run has no prompt of the kind that is compared."));
    m_none->setVisible(!isAny || m_candidates->rowCount() == 0);
    m_table->setEnabled(isAny);
    showChosen();
}

QList<CandidateId> CandidateDialog::selected() const
{
    QList<CandidateId> ids;
    QModelIndexList rows = m_table->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    for (const QModelIndex& index : rows)
        if (const CandidateRecord* record = m_candidates->record(index.row()))
            ids.append({record->run, record->candidate.step});
    return ids;
}

void CandidateDialog::showChosen()
{
    const QList<CandidateId> ids = m_table->isEnabled() ? selected() : QList<CandidateId>();
    m_add->setEnabled(!ids.isEmpty());
    const CandidateRecord* current = m_candidates->record(m_table->currentIndex().row());
    const std::optional<CandidateId> shown =
        current && !ids.isEmpty() ? std::optional(CandidateId{current->run, current->candidate.step}) : std::nullopt;
    if (shown == m_shown && shown)
        return;
    m_shown = shown;
    m_text->show(QString());
    const std::shared_ptr<Project> project = m_project.lock();
    if (!shown || !project)
        return;
    whenDone(project->queries().candidates({*shown}), this,
             [this, shown](const Result<QList<CandidateRecord>>& records) {
                 if (shown == m_shown && records)
                     m_text->show(records->first().candidate.text);
             });
}

} // namespace metaspo
