package main

import (
	"fmt"
	"runtime"
)

func main() {
	fmt.Println("api is served by", runtime.Version())
}
