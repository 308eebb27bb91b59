<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>metaspo::AnswersPanel</name>
    <message numerus="yes">
        <source>%Ln wrong answer(s)</source>
        <translation>
            <numerusform>%Ln wrong answer</numerusform>
            <numerusform>%Ln wrong answers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln answer(s)</source>
        <translation>
            <numerusform>%Ln answer</numerusform>
            <numerusform>%Ln answers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::CallsPanel</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::CandidateArea</name>
    <message numerus="yes">
        <source>%n prompt(s) that were being written for run %1 are kept.</source>
        <translation>
            <numerusform>%n prompt that was being written for run %1 is kept.</numerusform>
            <numerusform>%n prompts that were being written for run %1 are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ClosingLabel</name>
    <message numerus="yes">
        <source>Finishing %n call(s).</source>
        <translation>
            <numerusform>Finishing %n call.</numerusform>
            <numerusform>Finishing %n calls.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ComparePage</name>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln prompt(s)</source>
        <translation>
            <numerusform>%Ln prompt</numerusform>
            <numerusform>%Ln prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ExamplePanel</name>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %Ln example(s)</source>
        <translation>
            <numerusform>Duplicate %Ln example</numerusform>
            <numerusform>Duplicate %Ln examples</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln example(s)</source>
        <translation>
            <numerusform>Delete %Ln example</numerusform>
            <numerusform>Delete %Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ExportRunDialog</name>
    <message numerus="yes">
        <source>%n file(s) there will be overwritten: %1.</source>
        <translation>
            <numerusform>%n file there will be overwritten: %1.</numerusform>
            <numerusform>%n files there will be overwritten: %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ForkPanel</name>
    <message numerus="yes">
        <source>%Ln setting(s) differ(s).</source>
        <translation>
            <numerusform>%Ln setting differs.</numerusform>
            <numerusform>%Ln settings differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::MethodText</name>
    <message numerus="yes">
        <source>mean over %Ln user prompt(s)</source>
        <translation>
            <numerusform>mean over %Ln user prompt</numerusform>
            <numerusform>mean over %Ln user prompts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>mean over all %Ln task(s) shown</source>
        <translation>
            <numerusform>mean over all %Ln task shown</numerusform>
            <numerusform>mean over all %Ln tasks shown</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::NextStepText</name>
    <message numerus="yes">
        <source>score %1 on %Ln example(s) of %2</source>
        <translation>
            <numerusform>score %1 on %Ln example of %2</numerusform>
            <numerusform>score %1 on %Ln examples of %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln task(s)</source>
        <translation>
            <numerusform>%Ln task</numerusform>
            <numerusform>%Ln tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln call(s)</source>
        <translation>
            <numerusform>about %Ln call</numerusform>
            <numerusform>about %Ln calls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next call is %1. With it, at most %Ln call(s) are asked for in %2.</source>
        <translation>
            <numerusform>The next call is %1. With it, at most %Ln call is asked for in %2.</numerusform>
            <numerusform>The next call is %1. With it, at most %Ln calls are asked for in %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::PromptColumn</name>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RecentModel</name>
    <message numerus="yes">
        <source>%n finished run(s)</source>
        <translation>
            <numerusform>%n finished run</numerusform>
            <numerusform>%n finished runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s)</source>
        <translation>
            <numerusform>%n run</numerusform>
            <numerusform>%n runs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n run(s), %1 finished</source>
        <translation>
            <numerusform>%n run, %1 finished</numerusform>
            <numerusform>%n runs, %1 finished</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ReplaceDialog</name>
    <message numerus="yes">
        <source>&amp;Replace in %Ln example(s)</source>
        <translation>
            <numerusform>&amp;Replace in %Ln example</numerusform>
            <numerusform>&amp;Replace in %Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ReplacedText</name>
    <message numerus="yes">
        <source>examples %1 and %n more</source>
        <translation>
            <numerusform>examples %1 and %n more</numerusform>
            <numerusform>examples %1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::ResultsPage</name>
    <message numerus="yes">
        <source>%Ln method(s)</source>
        <translation>
            <numerusform>%Ln method</numerusform>
            <numerusform>%Ln methods</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln score(s) with %1</source>
        <translation>
            <numerusform>%Ln score with %1</numerusform>
            <numerusform>%Ln scores with %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RunHeader</name>
    <message numerus="yes">
        <source>%Ln failed attempt(s)</source>
        <translation>
            <numerusform>%Ln failed attempt</numerusform>
            <numerusform>%Ln failed attempts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Pausing: %n call(s) in flight will be finished and kept.</source>
        <translation>
            <numerusform>Pausing: %n call in flight will be finished and kept.</numerusform>
            <numerusform>Pausing: %n calls in flight will be finished and kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wait(s) for a place or for the file</source>
        <translation>
            <numerusform>%n waits for a place or for the file</numerusform>
            <numerusform>%n wait for a place or for the file</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RunListModel</name>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RunPage</name>
    <message numerus="yes">
        <source>%n table(s) of the run were written.</source>
        <translation>
            <numerusform>%n table of the run was written.</numerusform>
            <numerusform>%n tables of the run were written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Run %1 is at work. It will be paused: %n call(s) in flight are finished and kept, and it goes on later where it was.</source>
        <translation>
            <numerusform>Run %1 is at work. It will be paused: %n call in flight is finished and kept, and it goes on later where it was.</numerusform>
            <numerusform>Run %1 is at work. It will be paused: %n calls in flight are finished and kept, and it goes on later where it was.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n prompt(s) written by hand wait(s) for a loop</source>
        <translation>
            <numerusform>%n prompt written by hand waits for a loop</numerusform>
            <numerusform>%n prompts written by hand wait for a loop</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RunResult</name>
    <message numerus="yes">
        <source>%n domain(s)</source>
        <translation>
            <numerusform>%n domain</numerusform>
            <numerusform>%n domains</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln example(s)</source>
        <translation>
            <numerusform>%Ln example</numerusform>
            <numerusform>%Ln examples</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RunSettings</name>
    <message numerus="yes">
        <source>%n task(s)</source>
        <translation>
            <numerusform>%n task</numerusform>
            <numerusform>%n tasks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln call(s)</source>
        <translation>
            <numerusform>%Ln call</numerusform>
            <numerusform>%Ln calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::RunStatus</name>
    <message numerus="yes">
        <source>%n more run(s)</source>
        <translation>
            <numerusform>%n more run</numerusform>
            <numerusform>%n more runs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::SplitDialog</name>
    <message numerus="yes">
        <source>%Ln example(s) change their split.</source>
        <translation>
            <numerusform>%Ln example changes its split.</numerusform>
            <numerusform>%Ln examples change their split.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::TableActions</name>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n row copied.</numerusform>
            <numerusform>%n rows copied.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were written.</source>
        <translation>
            <numerusform>%n row was written.</numerusform>
            <numerusform>%n rows were written.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::TemplatesDialog</name>
    <message numerus="yes">
        <source>of run(s) %1</source>
        <translation>
            <numerusform>of run %1</numerusform>
            <numerusform>of runs %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln difference(s)</source>
        <translation>
            <numerusform>%Ln difference</numerusform>
            <numerusform>%Ln differences</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>metaspo::VersionText</name>
    <message numerus="yes">
        <source>runs %1 and %n more</source>
        <translation>
            <numerusform>runs %1 and %n more</numerusform>
            <numerusform>runs %1 and %n more</numerusform>
        </translation>
    </message>
</context>
</TS>
