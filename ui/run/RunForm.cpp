#include "ui/run/RunForm.h"

#include "ui/kit/Layout.h"
#include "ui/kit/PlainText.h"
#include "ui/run/BreakpointsPanel.h"
#include "ui/run/GivenPrompts.h"
#include "ui/run/LimitsEditor.h"
#include "ui/run/RunWords.h"
#include "ui/run/SizesField.h"
#include "ui/run/SourceChooser.h"
#include "ui/run/TemplatesField.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QScopedValueRollback>
#include <QStandardItemModel>

namespace metaspo {

namespace {

template <typename E>
E chosen(const QComboBox* box)
{
    return static_cast<E>(box->currentData().toInt());
}

template <typename E>
void choose(QComboBox* box, E value)
{
    box->setCurrentIndex(std::max(0, box->findData(static_cast<int>(value))));
}

template <typename E>
void disable(QComboBox* box, E value, const QString& why)
{
    auto* model = qobject_cast<QStandardItemModel*>(box->model());
    QStandardItem* item = model->item(box->findData(static_cast<int>(value)));
    if (!item || !item->isEnabled())
        return;
    item->setEnabled(false);
    item->setText(RunForm::tr("%1 – not in this version").arg(item->text()));
    item->setToolTip(displayToolTip(why));
}

} // namespace

RunForm::RunForm(QWidget* parent)
    : QWidget(parent)
    , m_method(new QComboBox(this))
    , m_preset(new QComboBox(this))
    , m_scope(new QComboBox(this))
    , m_base(new QComboBox(this))
    , m_optimizer(new QComboBox(this))
    , m_pruning(new QComboBox(this))
    , m_sources(new SourceChooser(this))
    , m_prompt(new QPlainTextEdit(this))
    , m_given(new GivenPrompts(this))
    , m_sizes(new SizesField(this))
    , m_templates(new TemplatesField(this))
    , m_limits(new LimitsEditor(this))
    , m_breakpoints(new BreakpointsPanel(this))
    , m_shared(hint({}, this))
{
    auto* form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 14, 0);
    form->setLabelAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    form->setVerticalSpacing(10);
    form->setHorizontalSpacing(16);
    m_shared->setObjectName(QStringLiteral("sharedSettings"));
    m_shared->hide();
    form->addRow(m_shared);
    addMethod(form);
    addModels(form);
    addSources(form);
    form->addRow(tr("Sizes"), m_sizes);
    connect(m_sizes, &SizesField::changed, this, &RunForm::tellChanged);
    addScoring(form);
    form->addRow(tr("Optimizer templates"), m_templates);
    connect(m_templates, &TemplatesField::changed, this, &RunForm::changed);
    addLimits(form);
}

// Not while a request is being shown.
void RunForm::tellChanged()
{
    if (!m_isFilling)
        Q_EMIT changed();
}

void RunForm::addLimits(QFormLayout* form)
{
    connect(m_limits, &LimitsEditor::changed, this, &RunForm::tellChanged);
    connect(m_breakpoints, &BreakpointsPanel::edited, this, &RunForm::changed);
    m_breakpoints->setFixedHeight(11 * fontMetrics().height());
    for (const auto& [title, editor] : {std::pair<QString, QWidget*>(tr("Limits"), m_limits),
                                        std::pair<QString, QWidget*>(tr("Breakpoints"), m_breakpoints)}) {
        QLabel* label = caption(title, this);
        label->setAlignment(Qt::AlignTop);
        form->addRow(label, editor);
    }
}

void RunForm::addMethod(QFormLayout* form)
{
    nameWidget(m_method, QStringLiteral("method"), tr("Method"));
    for (QComboBox* box : {m_method, m_preset, m_scope, m_base, m_optimizer, m_pruning}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setMinimumContentsLength(24);
    }
    for (const Method method : {Method::MetaSpo, Method::Outer, Method::Inner, Method::Sprig, Method::Pareto})
        m_method->addItem(methodText(method), static_cast<int>(method));
    nameWidget(m_preset, QStringLiteral("preset"), tr("Preset"));
    m_preset->addItem(tr("Reference: the paper's settings, selection on train"), static_cast<int>(Preset::Reference));
    m_preset->addItem(tr("Recommended: selection on validation, gain measured on test"),
                      static_cast<int>(Preset::Recommended));
    m_preset->addItem(tr("Small: minutes on a slow local model"), static_cast<int>(Preset::Small));
    nameWidget(m_scope, QStringLiteral("scope"), tr("Scope"));
    m_scope->addItem(tr("Domain: one system prompt for the tasks of one domain"), static_cast<int>(Scope::Domain));
    m_scope->addItem(tr("Global: one system prompt for tasks of all checked domains"), static_cast<int>(Scope::Global));
    form->addRow(tr("&Method"), m_method);
    form->addRow(tr("&Preset"), m_preset);
    form->addRow(tr("S&cope"), m_scope);
    connect(m_method, &QComboBox::activated, this, &RunForm::changed);
    connect(m_preset, &QComboBox::activated, this, &RunForm::choosePreset);
    connect(m_scope, &QComboBox::activated, this, &RunForm::chooseScope);
}

void RunForm::addModels(QFormLayout* form)
{
    nameWidget(m_base, QStringLiteral("baseConnection"), tr("Base model"));
    nameWidget(m_optimizer, QStringLiteral("optimizerConnection"), tr("Optimizer model"));
    form->addRow(tr("B&ase model"), m_base);
    form->addRow(tr("Opti&mizer model"), m_optimizer);
    connect(m_base, &QComboBox::activated, this, &RunForm::changed);
    connect(m_optimizer, &QComboBox::activated, this, &RunForm::changed);
}

void RunForm::addSources(QFormLayout* form)
{
    m_sources->setMinimumHeight(14 * fontMetrics().height());
    auto* title = new QLabel(tr("Sour&ce tasks"), this);
    title->setBuddy(m_sources);
    title->setAlignment(Qt::AlignTop);
    form->addRow(title, m_sources);
    nameWidget(m_prompt, QStringLiteral("initialSystemPrompt"), tr("System prompt to start from"));
    m_prompt->setTabChangesFocus(true);
    m_prompt->setFixedHeight(3 * fontMetrics().height() + 14);
    auto* promptTitle = new QLabel(tr("System p&rompt"), this);
    promptTitle->setBuddy(m_prompt);
    promptTitle->setAlignment(Qt::AlignTop);
    form->addRow(promptTitle, m_prompt);
    m_given->hide();
    connect(m_given, &GivenPrompts::changed, this, &RunForm::changed);
    connect(m_sources, &SourceChooser::changed, this, &RunForm::sourcesChanged);
    connect(m_prompt, &QPlainTextEdit::textChanged, this, &RunForm::tellChanged);
}

void RunForm::addScoring(QFormLayout* form)
{
    nameWidget(m_pruning, QStringLiteral("pruning"), tr("Scoring"));
    for (const Pruning pruning : {Pruning::Exact, Pruning::Exhaustive, Pruning::Fast})
        m_pruning->addItem(pruningText(pruning), static_cast<int>(pruning));
    form->addRow(tr("Scorin&g"), m_pruning);
    connect(m_pruning, &QComboBox::activated, this, &RunForm::changed);
}

void RunForm::setTasks(const QList<TaskSummary>& tasks)
{
    m_sources->show(tasks);
    m_sources->setChosen(m_request.settings.sources);
}

void RunForm::setConnections(const QList<Connection>& connections)
{
    for (QComboBox* box : {m_base, m_optimizer}) {
        const QString wanted = box == m_base ? m_request.baseConnection : m_request.optimizerConnection;
        box->clear();
        int chosenIndex = 0; // the local model is the first
        for (const Connection& connection : connections) {
            if (!wanted.isEmpty() && (connection.name == wanted || connection.id == wanted))
                chosenIndex = box->count();
            const QString model = connection.model.isEmpty() ? QString() : QStringLiteral("  –  ") + connection.model;
            box->addItem(displayLine(connection.name + model), connection.name);
            m_models.insert(connection.name, connection.model);
        }
        box->setCurrentIndex(chosenIndex);
    }
}

void RunForm::refuse(Method method, const QString& why)
{
    disable(m_method, method, why);
}

void RunForm::refuse(Pruning pruning, const QString& why)
{
    disable(m_pruning, pruning, why);
}

void RunForm::show(const RunRequest& request)
{
    const QScopedValueRollback filling(m_isFilling, true);
    m_request = request;
    m_templates->setChanges(request.templates);
    const RunSettings& settings = request.settings;
    if (settings.method == Method::Evaluate)
        keepScoringOnly();
    choose(m_method, settings.method);
    choose(m_preset, settings.preset);
    choose(m_scope, settings.scope);
    choose(m_pruning, settings.pruning);
    for (const auto& [box, wanted] :
         {std::pair(m_base, request.baseConnection), std::pair(m_optimizer, request.optimizerConnection)})
        if (const int index = box->findData(wanted); index >= 0)
            box->setCurrentIndex(index);
    m_sources->setChosen(settings.sources);
    if (m_prompt->toPlainText() != settings.initialSystemPrompt)
        showEditable(m_prompt, settings.initialSystemPrompt);
    m_sizes->show(settings);
    m_given->show(request.evaluatePrompts, request.evaluateUserPrompts);
    m_limits->show(request.limits);
    m_breakpoints->show(parseBreakpoints(request.limits.breakpoints).value_or(QList<Breakpoint>()));
    if (request.forkOf)
        holdShared();
}

// A run that only scores given prompts decides nothing: what would have no effect is taken away. For good, since rows
// that are only hidden make Qt 6.4 write beyond the sizes it keeps (QFormLayout::setRowVisible).
void RunForm::keepScoringOnly()
{
    if (std::exchange(m_isScoringOnly, true))
        return;
    m_method->addItem(methodText(Method::Evaluate), static_cast<int>(Method::Evaluate));
    m_method->setEnabled(false);
    auto* form = qobject_cast<QFormLayout*>(layout());
    QList<QWidget*> gone;
    for (QWidget* field : QList<QWidget*>{m_preset, m_scope, m_optimizer, m_prompt, m_pruning}) {
        gone += {form->labelForField(field), field};
        const QFormLayout::TakeRowResult row = form->takeRow(field);
        delete row.labelItem;
        delete row.fieldItem;
    }
    for (QWidget* widget : std::as_const(gone))
        widget->hide();
    m_sizes->keepTestOnly();
    int row = 0;
    form->getWidgetPosition(m_sources, &row, nullptr);
    qobject_cast<QLabel*>(form->labelForField(m_sources))->setText(tr("Ta&sks"));
    auto* title = new QLabel(tr("System p&rompts"), this);
    title->setBuddy(m_given);
    title->setAlignment(Qt::AlignTop);
    form->insertRow(row + 1, title, m_given);
    m_given->show();
}

RunRequest RunForm::request() const
{
    RunRequest request = m_request;
    RunSettings& settings = request.settings;
    settings.method = chosen<Method>(m_method);
    settings.preset = chosen<Preset>(m_preset);
    settings.scope = chosen<Scope>(m_scope);
    settings.pruning = chosen<Pruning>(m_pruning);
    settings.sources = m_sources->chosen();
    settings.initialSystemPrompt = m_prompt->toPlainText();
    m_sizes->write(settings);
    request.evaluatePrompts = m_given->chosen();
    request.limits = m_limits->limits();
    request.templates = m_templates->changes();
    request.limits.breakpoints = texts(m_breakpoints->breakpoints());
    request.baseConnection = m_base->currentData().toString();
    request.optimizerConnection = m_optimizer->currentData().toString();
    return request;
}

QString RunForm::modelName(ModelRole role) const
{
    return m_models.value((role == ModelRole::Optimizer ? m_optimizer : m_base)->currentData().toString());
}

// A preset decides all sizes; tasks, models, seed and prompt stay.
void RunForm::choosePreset()
{
    RunRequest next = request();
    RunSettings settings = presetSettings(next.settings.preset);
    settings.method = next.settings.method;
    settings.scope = next.settings.scope;
    settings.sources = next.settings.sources;
    settings.seed = next.settings.seed;
    settings.initialSystemPrompt = next.settings.initialSystemPrompt;
    if (next.forkOf) { // what its answers are compared under
        settings.train = next.settings.train;
        settings.validation = next.settings.validation;
        settings.test = next.settings.test;
        settings.roles = next.settings.roles;
        settings.baseTemperature = next.settings.baseTemperature;
        settings.baseOutputTokens = next.settings.baseOutputTokens;
    }
    next.settings = settings;
    show(next);
    Q_EMIT presetChosen();
    Q_EMIT changed();
}

void RunForm::chooseScope()
{
    if (chosen<Scope>(m_scope) == Scope::Domain)
        m_sources->keepOneDomain();
    Q_EMIT changed();
}

// Tasks of several domains cannot have a prompt of one domain.
void RunForm::sourcesChanged()
{
    if (m_sources->chosenDomains().size() > 1)
        choose(m_scope, Scope::Global);
    Q_EMIT changed();
}

} // namespace metaspo
