#include "ui/run/NewRunDialog.h"

#include "ui/kit/Background.h"
#include "ui/kit/Icons.h"
#include "ui/kit/Layout.h"
#include "ui/run/ForkPanel.h"
#include "ui/run/PlanPanel.h"
#include "ui/run/RunForm.h"
#include "ui/run/SetupPanel.h"
#include "ui/run/TemplatesDialog.h"
#include "ui/run/TemplatesField.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

namespace metaspo {

namespace {
constexpr int planningPause = 250;
constexpr int widestForm = 1000; // with very large letters it is scrolled
}

NewRunDialog::NewRunDialog(Workspace& workspace, std::shared_ptr<Project> project, const RunRequest& request,
                           QWidget* parent)
    : QDialog(parent)
    , m_workspace(workspace)
    , m_project(std::move(project))
    , m_form(new RunForm)
    , m_plan(new PlanPanel(this))
{
    setObjectName(QStringLiteral("newRunDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(request.forkOf                               ? tr("Fork run %1").arg(*request.forkOf)
                   : request.settings.method == Method::Evaluate ? tr("Score prompts")
                                                                 : tr("New run"));
    resize(1100, 760);
    auto* scroll = new QScrollArea(this);
    scroll->setWidget(m_form);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setFocusPolicy(Qt::NoFocus);
    const int wide = m_form->minimumSizeHint().width() + style()->pixelMetric(QStyle::PM_ScrollBarExtent);
    scroll->setMinimumWidth(std::min(wide, widestForm)); // fields are not cut off at its side
    scroll->viewport()->setAutoFillBackground(false);
    m_form->setAutoFillBackground(false);
    auto* left = new QVBoxLayout;
    left->setSpacing(gap);
    if (request.forkOf) {
        m_fork = new ForkPanel(*request.forkOf, request.forkAt.value_or(Step()), this);
        left->addWidget(m_fork);
    }
    left->addWidget(scroll, 1);
    m_plan->setFixedWidth(340);
    auto* buttons = new QDialogButtonBox(this);
    m_start = buttons->addButton(tr("&Start"), QDialogButtonBox::AcceptRole);
    m_start->setIcon(icon(QStringLiteral("run")));
    m_start->setDefault(true);
    nameWidget(m_start, QStringLiteral("startRun"), tr("Start the run"));
    m_later = buttons->addButton(tr("Set up &paused"), QDialogButtonBox::ActionRole);
    m_later->setToolTip(tr("Stores the run without a call, to step through it from the beginning"));
    nameWidget(m_later, QStringLiteral("setUpRun"), tr("Set the run up paused"));
    connect(m_later, &QPushButton::clicked, this, [this] { store(false); });
    m_cancel = buttons->addButton(QDialogButtonBox::Cancel);
    nameWidget(m_cancel, QStringLiteral("cancelRun"), tr("Cancel"));
    auto* across = new QHBoxLayout;
    across->setSpacing(20);
    across->addLayout(left, 1);
    across->addWidget(m_plan);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(20, 20, 20, 16);
    rows->setSpacing(16);
    rows->addLayout(across, 1);
    rows->addWidget(buttons);

    m_pause.setSingleShot(true);
    m_pause.setInterval(planningPause);
    connect(&m_pause, &QTimer::timeout, this, &NewRunDialog::plan);
    connect(m_form, &RunForm::changed, this, &NewRunDialog::planSoon);
    connect(&m_form->templates(), &TemplatesField::editRequested, this, &NewRunDialog::editTemplates);
    connect(m_form, &RunForm::presetChosen, this, &NewRunDialog::complete);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] { store(true); });
    m_form->show(request);
    allow(false);
    readConnections();
    readTasks();
    readTemplates();
}

RunRequest NewRunDialog::suggestion()
{
    RunRequest request;
    request.settings = presetSettings(Preset::Small);
    request.settings.scope = Scope::Global;
    return request;
}

void NewRunDialog::readTasks()
{
    whenDone(m_project->queries().tasks(), this, [this](const Result<QList<TaskSummary>>& tasks) {
        if (!tasks)
            return showFailure(tasks.error());
        m_form->setTasks(*tasks);
        complete();
    });
}

void NewRunDialog::readConnections()
{
    inBackground(
        this, [connections = m_workspace.connections()] { return connections.list(); },
        [this](const Result<QList<Connection>>& connections) {
            if (!connections)
                return showFailure(connections.error());
            m_form->setConnections(*connections);
            planSoon();
        });
}

// Of a fork its parent's, so that what comes before the fork stays the same.
void NewRunDialog::readTemplates()
{
    const std::optional<qint64> parent = m_form->request().forkOf;
    if (!parent)
        return m_form->templates().setBase(ownTemplates().value_or(TemplateTexts()));
    whenDone(m_project->queries().templates(*parent), this, [this](const Result<TemplateTexts>& texts) {
        if (!texts)
            return showFailure(texts.error());
        m_form->templates().setBase(*texts);
        showDifferences();
    });
    whenDone(m_project->queries().runs(), this, [this, parent](const Result<QList<RunRecord>>& runs) {
        if (!runs)
            return showFailure(runs.error());
        for (const RunRecord& run : *runs)
            if (run.id == *parent)
                m_parent = run;
        showDifferences();
    });
}

void NewRunDialog::editTemplates()
{
    auto* dialog = new TemplatesDialog(m_project, m_form->templates().texts(), this);
    connect(dialog, &TemplatesDialog::failed, this, &NewRunDialog::showFailure);
    connect(dialog, &QDialog::accepted, this, [this, dialog] { m_form->templates().setTexts(dialog->texts()); });
    dialog->open();
}

void NewRunDialog::showDifferences()
{
    if (!m_fork || !m_parent)
        return;
    TemplatesField& templates = m_form->templates();
    const RunFacts before{m_parent->settings, m_parent->baseModel, m_parent->optimizerModel,
                          changedTemplateWords(templates.base())};
    QStringList changed = changedTemplateWords(templates.base());
    for (auto text = templates.changes().begin(); text != templates.changes().end(); ++text)
        changed += tr("%1 (edited)").arg(text.key());
    RunFacts now{m_form->request().settings, m_form->modelName(ModelRole::Base),
                 m_form->modelName(ModelRole::Optimizer), changed};
    if (now.baseModel.isEmpty()) // the connections have not been read yet
        now.baseModel = before.baseModel;
    if (now.optimizerModel.isEmpty())
        now.optimizerModel = before.optimizerModel;
    m_fork->show(now, before);
}

// The engine knows what it can do: what it refuses is shown greyed with its reason. Asked once settings are there that
// it accepts, since it names only the first thing that is wrong.
void NewRunDialog::askWhatIsPossible(const RunRequest& accepted)
{
    if (std::exchange(m_hasAsked, true) || accepted.settings.method == Method::Evaluate)
        return;
    for (const Method method : {Method::Outer, Method::Inner, Method::Sprig, Method::Pareto}) {
        RunRequest request = accepted;
        request.settings.method = method;
        whenDone(m_project->plan(request), this, [this, method](const Result<RunPlan>& plan) {
            if (!plan && plan.error().kind == ErrorKind::NotAvailable)
                m_form->refuse(method, sentence(plan.error()));
        });
    }
    RunRequest request = accepted;
    request.settings.pruning = Pruning::Fast;
    whenDone(m_project->plan(request), this, [this](const Result<RunPlan>& plan) {
        if (!plan && plan.error().kind == ErrorKind::NotAvailable)
            m_form->refuse(Pruning::Fast, sentence(plan.error()));
    });
}

// Sources that the engine would choose, as long as nobody chose any.
void NewRunDialog::complete()
{
    const RunRequest request = m_form->request();
    if (!request.settings.sources.isEmpty())
        return planSoon();
    whenDone(m_project->completed(request), this, [this](const Result<RunRequest>& completed) {
        if (!completed)
            return m_plan->show(tl::unexpected(completed.error()));
        if (m_form->request().settings.sources.isEmpty()) {
            RunRequest next = m_form->request();
            next.settings.sources = completed->settings.sources;
            next.settings.scope = completed->settings.scope;
            m_form->show(next);
        }
        planSoon();
    });
}

void NewRunDialog::planSoon()
{
    showDifferences();
    m_plan->showPlanning();
    allow(false);
    m_pause.start();
}

void NewRunDialog::plan()
{
    const quint64 generation = ++m_generation;
    const RunRequest request = m_form->request();
    if (request.settings.sources.isEmpty())
        return m_plan->show(failure(ErrorKind::WrongUsage, tr("No source task is checked"), {},
                                    tr("Check at least one task.")));
    whenDone(m_project->plan(request), this, [this, generation, request](const Result<RunPlan>& plan) {
        if (plan)
            askWhatIsPossible(request);
        if (generation != m_generation || m_pause.isActive())
            return; // settings have changed since
        m_plan->show(plan);
        allow(plan.has_value() && !m_isStoring);
        Q_EMIT planned();
    });
}

// Starting is not waited for here: the run is there, and loading a model can take a minute.
void NewRunDialog::store(bool isToStart)
{
    if (!m_start->isEnabled())
        return;
    m_isStoring = true;
    allow(false);
    m_cancel->setEnabled(false);
    m_form->setEnabled(false);
    whenDone(m_project->storeRun(m_form->request()), this, [this, isToStart](const Result<qint64>& run) {
        m_isStoring = false;
        m_cancel->setEnabled(true);
        m_form->setEnabled(true);
        if (!run) {
            allow(true); // it may work the next time
            return showFailure(run.error());
        }
        Q_EMIT created(*run, isToStart);
        accept();
    });
}

void NewRunDialog::reject()
{
    if (!m_isStoring)
        QDialog::reject();
}

void NewRunDialog::allow(bool isAllowed)
{
    m_start->setEnabled(isAllowed);
    m_later->setEnabled(isAllowed);
}

// Here, not in the window's bar: it is behind this dialog.
void NewRunDialog::showFailure(const Error& error)
{
    m_plan->show(tl::unexpected(error));
}

} // namespace metaspo
