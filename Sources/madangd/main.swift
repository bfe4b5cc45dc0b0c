import Glibc

exit(Program(environment: ProcessEnvironment.current).run(ProcessEnvironment.arguments).rawValue)
